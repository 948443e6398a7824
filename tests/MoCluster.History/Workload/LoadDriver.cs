namespace MoCluster.History.Workload;

/// <summary>
/// Load on real silos over HTTP, by many clients that record all they see: publishers, consumers, editors. It outlives any silo: clients
/// come back by themselves when there is one again. A run is: start, faults of any kind, <see cref="DrainAsync"/>, stop the silos,
/// <see cref="JudgeAsync"/>.
/// </summary>
public sealed class LoadDriver : IAsyncDisposable
{
    private const string Recurring = "recurring";
    private const string Single = "single";

    private readonly LoadState _load;
    private readonly Publisher _last;
    private readonly Editor _editor;
    private readonly Guid _lastUnit = Guid.NewGuid();
    private readonly List<Task> _makers = [];
    private readonly List<Task> _consumers = [];

    private LoadDriver(Endpoints endpoints, LoadOptions options)
    {
        _load = new LoadState(endpoints, options);
        _last = new Publisher(_load, [Recurring, Single]);
        _editor = new Editor(_load);
    }

    /// <summary>What the clients saw; whole once the load is judged.</summary>
    public History History => _load.History;

    /// <summary>What was done so far.</summary>
    public LoadCounters Counters => _load.Counters;

    /// <summary>What clients were told whose request had an unknown outcome, for the first twenty.</summary>
    public IEnumerable<string> Unknowns => _load.Unknowns;

    /// <summary>The streams to which it makes events, <c>namespace/routing key</c>: those whose logs are to be read at the end.</summary>
    public IReadOnlyList<string> Streams =>
        _load.Options.Editors > 0 ? [StreamOf(Recurring), StreamOf(Single), Editor.Stream] : [StreamOf(Recurring), StreamOf(Single)];

    /// <summary>Declares namespace and listeners, and begins the load.</summary>
    /// <param name="endpoints">The silos; whoever makes faults keeps it current.</param>
    /// <param name="options">How much of what.</param>
    public static async Task<LoadDriver> StartAsync(Endpoints endpoints, LoadOptions options)
    {
        var driver = new LoadDriver(endpoints, options);
        await driver.PrepareAsync();
        driver.Begin();
        return driver;
    }

    /// <summary>Waits until so many further requests were answered: the load is running.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="patience">How long that may take.</param>
    /// <exception cref="TimeoutException">It took longer; the message says what the clients were told.</exception>
    public async Task AdvanceAsync(int requests, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_load.Aborting.Token);
        limit.CancelAfter(patience);
        try
        {
            await _load.ReachAsync(_load.Answered + requests, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The load came to a halt: {Counters}. {string.Join(' ', _load.Surprises)}");
        }
    }

    /// <summary>
    /// Stops the load after a last event of every stream, and empties all listeners; then reads what the objects hold. There must be a
    /// silo by now, and no more faults.
    /// </summary>
    /// <exception cref="TimeoutException">A listener was not empty in time: an event is lost or stuck. The message says which.</exception>
    public async Task DrainAsync()
    {
        await _load.Stopping.CancelAsync();
        await Task.WhenAll(_makers);
        foreach (var routing in new[] { Recurring, Single })
            await _last.PublishAsync([new PublishedEntry(StreamOf(routing), Last(routing), 10_000, Last(routing))], keyed: true);
        if (_load.Options.Editors > 0)
            await _editor.CreateAsync(_lastUnit);
        var consumers = Task.WhenAll(_consumers);
        if (await Task.WhenAny(consumers, Task.Delay(_load.Options.DrainPatience)) != consumers)
        {
            var open = _load.Listeners.Where(listener => !listener.IsDrained)
                .Select(listener => $"{listener.Uuid} of {listener.Stream} (up to {listener.Seen}, the last event {(listener.SawLast ? "" : "not ")}seen)");
            throw new TimeoutException($"Not drained within {_load.Options.DrainPatience}: {string.Join(", ", open)}. {Counters}");
        }

        await consumers;
        await ReadObjectsAsync();
    }

    /// <summary>Judges the run.</summary>
    /// <param name="readLog">Reads all events of a stream, from the silos or from the store itself.</param>
    /// <returns>What was wrong, a sentence each: violations, and answers that no fault explains. Empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync(Func<string, Task<IReadOnlyList<LoggedEvent>>> readLog)
    {
        foreach (var stream in Streams)
            History.RecordLog(stream, await readLog(stream));
        return [.. _load.Surprises.Distinct(), .. HistoryChecker.Check(History).Select(violation => violation.ToString())];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _load.Stopping.CancelAsync();
        await _load.Aborting.CancelAsync();
        await Task.WhenAll([.. _makers, .. _consumers]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _load.Dispose();
    }

    private string StreamOf(string routing) => $"{_load.Options.Namespace}/{routing}";

    private static string Last(string routing) => $"the last of {routing}";

    private async Task PrepareAsync()
    {
        var client = _load.NewClient("declarer");
        await _load.InsistAsync(client, Documents.CreateNamespace, new { space = _load.Options.Namespace });
        await DeclareAsync(client, Recurring, "alone-1", null);
        await DeclareAsync(client, Recurring, "alone-2", null);
        await DeclareAsync(client, Single, "alone", null);
        await DeclareAsync(client, Single, "grouped-1", "group");
        await DeclareAsync(client, Single, "grouped-2", "group");
        if (_load.Options.Editors == 0)
            return;
        await _editor.PrepareAsync();
        await DeclareAsync(client, "org_unit", $"{_load.Options.Namespace}-units", null, "MO", _lastUnit.ToString("D"));
    }

    private async Task DeclareAsync(
        SiloClient client, string routing, string user, string? group, string? space = null, string? last = null)
    {
        space ??= _load.Options.Namespace;
        var (stream, lease) = ($"{space}/{routing}", _load.Options.Lease);
        var declare = _load.History.BeginDeclare(client.Name, stream, lease);
        var answer = await _load.InsistAsync(
            client, Documents.CreateListener, new { space, user, routing, group, lease = lease.TotalSeconds });
        var uuid = answer.Data.GetProperty("uuid").GetGuid();
        declare.Confirm(uuid, answer.Data.GetProperty("group").GetGuid());
        _load.Listeners.Add(new LoadListener(uuid, stream, last ?? Last(routing)));
    }

    private void Begin()
    {
        foreach (var listener in _load.Listeners)
            Repeat(_load.Options.Consumers, () => _consumers.Add(Task.Run(new Consumer(_load, listener).RunAsync)));
        Repeat(_load.Options.Publishers, () => _makers.Add(Task.Run(new Publisher(_load, [Recurring, Single]).RunAsync)));
        Repeat(_load.Options.Editors, () => _makers.Add(Task.Run(new Editor(_load).RunAsync)));

        static void Repeat(int times, Action action)
        {
            for (var i = 0; i < times; i++)
                action();
        }
    }

    private async Task ReadObjectsAsync()
    {
        foreach (var chunk in _load.Units.Chunk(100))
        {
            var found = await _editor.ReadAsync(chunk, "the end");
            foreach (var uuid in chunk)
                History.RecordObject(Editor.NameOf(uuid), found.GetValueOrDefault(uuid) ?? []);
        }
    }
}
