using MoCluster.Client.Testing.Silos;

namespace MoCluster.Client.Testing;

/// <summary>
/// A silo for tests: a process of its own, at a free port of this machine, with an empty store. When it is disposed, the process and the store are gone. Tests that do
/// not disturb each other can share one.
/// </summary>
/// <example>
/// <code>
/// await using var silo = await MoTestSilo.StartAsync();
/// await using var integration = await StartMyIntegrationAsync(silo.Address);
/// await silo.WaitForListenerAsync("my-integration/MO/person");
/// // … change persons …
/// await silo.WaitUntilHandledAsync("my-integration/MO/person");
/// </code>
/// </example>
public sealed class MoTestSilo : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _program;
    private readonly MoTestSiloOptions _options;
    private readonly SiloLog _log;
    private SiloChild? _child;

    private MoTestSilo(string folder, string program, MoTestSiloOptions options)
    {
        (_folder, _program, _options) = (folder, program, options);
        _log = new SiloLog(options.OnLog);
    }

    /// <summary>Where the silo listens, for example http://127.0.0.1:41234. It stays the same when the silo is started again.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A client of the silo, for the test itself. It is disposed with the silo.</summary>
    public MoClient Client { get; private set; } = null!;

    /// <summary>The log of the silo, its last 10 000 lines. Write it to the output of a test that fails.</summary>
    public string Log => _log.All();

    /// <summary>The folder of the store.</summary>
    internal string Folder => _folder;

    /// <summary>Starts a silo, and waits until it is ready.</summary>
    /// <param name="options">Its settings, and where its program is; the defaults when null.</param>
    /// <param name="cancellationToken">Ends the wait; the silo is killed.</param>
    /// <exception cref="FileNotFoundException">The program of the silo was not found.</exception>
    /// <exception cref="InvalidOperationException">The silo did not get ready; the message has its log.</exception>
    public static async Task<MoTestSilo> StartAsync(MoTestSiloOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MoTestSiloOptions();
        var program = SiloLocation.Find(options.Program);
        var silo = new MoTestSilo(Directory.CreateTempSubdirectory("mocluster-").FullName, program, options);
        try
        {
            await silo.StartChildAsync("http://127.0.0.1:0", cancellationToken).ConfigureAwait(false);
            silo.Address = silo._child!.Address;
            silo.Client = MoClient.Connect(silo.Address);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Kills the silo, as when a machine fails. What it confirmed is kept.</summary>
    public async Task KillAsync()
    {
        if (_child is { } child)
            await child.DisposeAsync().ConfigureAwait(false);
        _child = null;
    }

    /// <summary>Starts the silo again that was killed, at the same address and with the same store.</summary>
    /// <param name="cancellationToken">Ends the wait; the silo is killed.</param>
    /// <exception cref="InvalidOperationException">It runs, or did not get ready; the message has its log.</exception>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => _child is null
        ? StartChildAsync(Address.OriginalString.TrimEnd('/'), cancellationToken)
        : throw new InvalidOperationException("The silo runs. Kill it first.");

    /// <summary>Waits until a listener is declared: it gets the events that come from then on.</summary>
    /// <param name="userKey">The name of the listener; for an integration of MoCluster.Client.Hosting <c>NAME/NAMESPACE/ROUTING_KEY</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It was not declared in time; the message has the silo's log.</exception>
    public Task<ListenerInfo> WaitForListenerAsync(string userKey, CancellationToken cancellationToken = default) =>
        new ListenerWaits(Client, _options.WaitTimeout, _log).DeclaredAsync(userKey, cancellationToken);

    /// <summary>Waits until a listener has handled all events that were committed before the call: none waits, is delayed or is leased.</summary>
    /// <param name="userKey">The name of the listener.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">There is no such listener, or an event was parked; the message says which and why.</exception>
    /// <exception cref="TimeoutException">It took too long; the message says what is open, and has the silo's log.</exception>
    public Task WaitUntilHandledAsync(string userKey, CancellationToken cancellationToken = default) =>
        new ListenerWaits(Client, _options.WaitTimeout, _log).HandledAsync(userKey, cancellationToken);

    /// <summary>Waits until no more than so many events of a listener are open, whether they wait or are being handled.</summary>
    /// <param name="userKey">The name of the listener.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">There is no such listener.</exception>
    /// <exception cref="TimeoutException">It took too long; the message says what is open, and has the silo's log.</exception>
    public Task<ListenerStatus> WaitForLagAsync(string userKey, long most, CancellationToken cancellationToken = default) =>
        WaitForStatusAsync(userKey, status => status.Pending + status.Leased + status.Unread <= most, cancellationToken);

    /// <summary>Waits until the status of a listener is as a test wants it, for example until an event is parked.</summary>
    /// <param name="userKey">The name of the listener.</param>
    /// <param name="reached">Says whether it is. It gets a status that knows of all events that were committed before the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">There is no such listener.</exception>
    /// <exception cref="TimeoutException">It took too long; the message says what is open, and has the silo's log.</exception>
    public Task<ListenerStatus> WaitForStatusAsync(string userKey, Func<ListenerStatus, bool> reached, CancellationToken cancellationToken = default) =>
        new ListenerWaits(Client, _options.WaitTimeout, _log).StatusAsync(userKey, reached, cancellationToken);

    /// <summary>Kills the silo, and deletes its store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Client is not null)
            await Client.DisposeAsync().ConfigureAwait(false);
        await KillAsync().ConfigureAwait(false);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task StartChildAsync(string address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_options.StartTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            string[] settings = [$"urls={address}", "Store:Kind=Sqlite", $"Store:Directory={_folder}", .. _options.Settings];
            _child = await SiloChild.StartAsync(_program, settings, _log.Add, either.Token).ConfigureAwait(false);
        }
        catch (InvalidOperationException ended)
        {
            throw new InvalidOperationException($"{ended.Message}{Environment.NewLine}{_log.End()}", ended);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The silo was not ready after {_options.StartTimeout.TotalSeconds:0.#} s.{Environment.NewLine}{_log.End()}", late);
        }
    }
}
