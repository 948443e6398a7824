using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>
/// A connection to MoCluster over HTTP. One client serves a whole program: it is safe to use from many threads, and it reconnects by itself.
/// </summary>
/// <example>
/// <code>
/// await using var mo = MoClient.Connect("http://127.0.0.1:8080");
/// var listener = await mo.Listeners.DeclareAsync(new ListenerDeclaration("MO", "engagement", "my-integration"));
/// await foreach (var changed in listener.ConsumeAsync(cancellationToken: stopping))
/// {
///     Console.WriteLine(changed.Subject);
///     await changed.AckAsync();
/// }
/// </code>
/// </example>
public sealed class MoClient : IAsyncDisposable
{
    private readonly MoTransport _transport;
    private readonly TokenSettler _settler;

    private MoClient(Uri server, MoClientOptions options)
    {
        Server = server;
        _transport = new MoTransport(server, options);
        var calls = new HttpEventCalls(_transport);
        _settler = new TokenSettler(calls);
        Listeners = new MoListeners(_transport, calls, _settler);
        Namespaces = new MoNamespaces(_transport);
        Tokens = new MoTokens(_settler);
        Triggers = new MoTriggers(_transport);
        Hooks = new MoHooks(_transport);
        Objects = new MoObjects(_transport);
    }

    /// <summary>The address of the server.</summary>
    public Uri Server { get; }

    /// <summary>Listeners: declare, find, and what operators do with them and their queues.</summary>
    public MoListeners Listeners { get; }

    /// <summary>Namespaces: declare, find, delete.</summary>
    public MoNamespaces Namespaces { get; }

    /// <summary>Settles events by their tokens alone.</summary>
    public MoTokens Tokens { get; }

    /// <summary>The triggers that are registered at the server.</summary>
    public MoTriggers Triggers { get; }

    /// <summary>Hooks: register callbacks at named extension points, and raise them.</summary>
    public MoHooks Hooks { get; }

    /// <summary>The objects of the organisation, by their types: read, change, import, export.</summary>
    public MoObjects Objects { get; }

    /// <summary>Makes a client. It connects with its first call, so a server that is down is no error yet.</summary>
    /// <param name="server">The address of the server, for example http://127.0.0.1:8080.</param>
    /// <param name="options">How it connects, waits and tries again; <see cref="MoClientOptions.Default"/> when null.</param>
    public static MoClient Connect(Uri server, MoClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.IsAbsoluteUri && server.Scheme is "http" or "https"
            ? new MoClient(server, options ?? MoClientOptions.Default)
            : throw new ArgumentException($"The address of a server looks like http://127.0.0.1:8080, not {server}.", nameof(server));
    }

    /// <inheritdoc cref="Connect(Uri, MoClientOptions?)"/>
    public static MoClient Connect(string server, MoClientOptions? options = null) =>
        Uri.TryCreate(server, UriKind.Absolute, out var address)
            ? Connect(address, options)
            : throw new ArgumentException($"The address of a server looks like http://127.0.0.1:8080, not '{server}'.", nameof(server));

    /// <summary>Sends an event.</summary>
    /// <param name="namespaceName">A namespace that the caller owns.</param>
    /// <param name="outgoing">The event.</param>
    /// <param name="options">The idempotency id; a fresh one when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The number of the event in its stream. The event is durable.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<long> SendAsync(
        string namespaceName, OutgoingEvent outgoing, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        (await SendAsync(namespaceName, [outgoing], options, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Sends events, all of them or none.</summary>
    /// <param name="namespaceName">A namespace that the caller owns.</param>
    /// <param name="outgoing">The events, at most as many as the server's Api:MaxBatchLength (1000).</param>
    /// <param name="options">The idempotency id; a fresh one when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The numbers of the events in their streams, in order. The events are durable.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<long>> SendAsync(
        string namespaceName, IReadOnlyList<OutgoingEvent> outgoing, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        Publication.SendAsync(
            namespaceName,
            outgoing,
            options,
            idempotencyId => HttpPublication.SendAsync(_transport, namespaceName, outgoing, idempotencyId, cancellationToken),
            _transport.Time);

    /// <summary>Asks the server once how it is. No token is needed for it.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MoException">The server could not be reached in time.</exception>
    public Task<ServerHealth> GetHealthAsync(CancellationToken cancellationToken = default) => ServerQuestions.GetHealthAsync(_transport, cancellationToken);

    /// <summary>Sends what waits to be acknowledged, and closes all connections. It takes no longer than <see cref="MoClientOptions.CloseTimeout"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _settler.DisposeAsync().ConfigureAwait(false);
        _transport.Dispose();
    }
}
