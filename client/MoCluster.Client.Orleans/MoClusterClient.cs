using System.Collections.Concurrent;
using MoCluster.Client.Grains;
using MoCluster.Client.Transport;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using Orleans;

namespace MoCluster.Client;

/// <summary>
/// The events of MoCluster straight from its grains. The gateway of the silos knows no roles: whoever reaches it may do everything, in the name of
/// anybody. Use it only inside the cluster's trust boundary; everybody else uses <see cref="MoClient"/>. One client serves a whole program.
/// </summary>
/// <example>
/// <code>
/// builder.UseOrleansClient(client => client.UseMoCluster().UseStaticClustering(new IPEndPoint(IPAddress.Loopback, 30000)));
/// …
/// await using var mo = MoClusterClient.Connect(grains, owner);
/// var listener = await mo.DeclareListenerAsync(new ListenerDeclaration("MO", "engagement", "my-integration"));
/// await foreach (var changed in listener.ConsumeAsync(cancellationToken: stopping))
///     await changed.AckAsync();
/// </code>
/// </example>
public sealed class MoClusterClient : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, Lazy<(GrainEventCalls Calls, TokenSettler Settler)>> _groups = new();
    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;
    private readonly Actor _owner;

    private MoClusterClient(IGrainFactory grains, Guid owner, MoClientOptions options) =>
        (_grains, _calls, _owner) = (grains, new GrainCalls(options), new Actor(owner));

    /// <summary>Makes a client over a connected client of Orleans, which the caller keeps and disposes.</summary>
    /// <param name="grains">The client of Orleans, an <c>IClusterClient</c>.</param>
    /// <param name="owner">In whose name events are sent, and to whom listeners and namespaces belong: over HTTP the claim <c>uuid</c> of a token.</param>
    /// <param name="options">How calls wait and are tried again; <see cref="MoClientOptions.Default"/> when null. What is about HTTP is not used.</param>
    public static MoClusterClient Connect(IGrainFactory grains, Guid owner, MoClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return new MoClusterClient(grains, owner, options ?? MoClientOptions.Default);
    }

    /// <summary>Declares a namespace to which only the owner may send. The same declaration again finds the same namespace.</summary>
    /// <param name="name">The name, from 1 to 255 characters.</param>
    /// <param name="isPublic">Whether others than the owner may listen.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The grain refused, or could not be reached in time.</exception>
    public async Task<NamespaceInfo> DeclareNamespaceAsync(string name, bool isPublic = false, CancellationToken cancellationToken = default)
    {
        var declared = await _calls.AskAsync(
            new CallOptions("declare", IsRepeatable: true), _ => NamespaceOf(name).DeclareAsync(_owner, isPublic), cancellationToken).ConfigureAwait(false);
        return new NamespaceInfo(declared.Name, declared.Owner, declared.IsPublic);
    }

    /// <summary>
    /// Declares a listener, which gets the events from now on. The same declaration again finds the same listener, so a program declares its listeners each
    /// time it starts.
    /// </summary>
    /// <param name="declaration">What the listener is to be.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The grain refused, or could not be reached in time.</exception>
    public async Task<MoListener> DeclareListenerAsync(ListenerDeclaration declaration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var declared = await _calls.AskAsync(
            new CallOptions("declare", IsRepeatable: true),
            _ => NamespaceOf(declaration.Namespace).DeclareListenerAsync(_owner, GrainTypes.ToDeclaration(declaration)),
            cancellationToken).ConfigureAwait(false);
        return Open(GrainTypes.ToInfo(declared));
    }

    /// <summary>Opens a listener that was declared or found before.</summary>
    /// <param name="info">The listener.</param>
    public MoListener Open(ListenerInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var (calls, settler) = _groups.GetOrAdd(info.Group, group => new(() => NewGroup(group))).Value;
        return new MoListener(calls, settler, info.Uuid, info);
    }

    /// <summary>Deletes a listener. It is no error if it does not exist.</summary>
    /// <param name="info">The listener.</param>
    /// <param name="deletePendingEvents">Whether to delete it even if events are pending.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The grain refused, for example because events are pending, or could not be reached in time.</exception>
    public Task DeleteListenerAsync(ListenerInfo info, bool deletePendingEvents = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        return _calls.AskAsync(
            new CallOptions("delete", IsRepeatable: true),
            _ => NamespaceOf(info.Namespace).DeleteListenerAsync(_owner, info.Uuid, deletePendingEvents),
            cancellationToken);
    }

    /// <summary>Sends an event.</summary>
    /// <param name="namespaceName">A namespace that the owner owns.</param>
    /// <param name="outgoing">The event.</param>
    /// <param name="options">The idempotency id; a fresh one when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The number of the event in its stream. The event is durable.</returns>
    /// <exception cref="MoException">The grain refused, or could not be reached in time.</exception>
    public async Task<long> SendAsync(
        string namespaceName, OutgoingEvent outgoing, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        (await SendAsync(namespaceName, [outgoing], options, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Sends events, all of them or none.</summary>
    /// <param name="namespaceName">A namespace that the owner owns.</param>
    /// <param name="outgoing">The events.</param>
    /// <param name="options">The idempotency id; a fresh one when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The numbers of the events in their streams, in order. The events are durable.</returns>
    /// <exception cref="MoException">The grain refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<long>> SendAsync(
        string namespaceName, IReadOnlyList<OutgoingEvent> outgoing, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        Publication.SendAsync(
            namespaceName,
            outgoing,
            options,
            async idempotencyId =>
            {
                var publication = GrainTypes.ToPublication(outgoing, new IdempotencyKey(_owner.Uuid, idempotencyId, nameof(SendAsync)));
                var published = await _calls.AskAsync(
                    new CallOptions("send", IsRepeatable: true), _ => NamespaceOf(namespaceName).PublishAsync(_owner, publication), cancellationToken).ConfigureAwait(false);
                return published.Numbers;
            },
            _calls.Options.TimeProvider);

    /// <summary>Sends what waits to be acknowledged. The client of Orleans stays connected.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var group in _groups.Values)
            await group.Value.Settler.DisposeAsync().ConfigureAwait(false);
    }

    private (GrainEventCalls, TokenSettler) NewGroup(Guid group)
    {
        var calls = new GrainEventCalls(_calls, _grains.GetListenerGroup(group), _owner);
        return (calls, new TokenSettler(calls));
    }

    private INamespaceGrain NamespaceOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _grains.GetGrain<INamespaceGrain>(StreamKey.CanonicalNamespace(name));
    }
}
