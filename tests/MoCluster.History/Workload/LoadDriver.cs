namespace MoCluster.History.Workload;

/// <summary>
/// Puts load on real silos over HTTP, with many clients that record everything they see: publishers, consumers and editors. It survives any
/// silo: clients continue when a silo listens again. A test starts the load, makes faults, calls <see cref="DrainAsync"/>, stops the silos,
/// and calls <see cref="JudgeAsync"/>.
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

    /// <summary>What the clients saw. It is complete once the load is judged.</summary>
    public History History => _load.History;

    /// <summary>How much was done so far.</summary>
    public LoadCounters Counters => _load.Counters;

    /// <summary>The messages of the first twenty requests with an unknown outcome.</summary>
    public IEnumerable<string> Unknowns => _load.Unknowns;

    /// <summary>The streams that the load publishes to, <c>namespace/routing key</c>. Their logs are read at the end.</summary>
    public IReadOnlyList<string> Streams =>
        _load.Options.Editors > 0 ? [StreamOf(Recurring), StreamOf(Single), Editor.Stream] : [StreamOf(Recurring), StreamOf(Single)];

    /// <summary>Declares the namespace and the listeners, and starts the load.</summary>
    /// <param name="endpoints">The silos. The test that makes faults keeps it up to date.</param>
    /// <param name="options">How much load, and of which kind.</param>
    public static async Task<LoadDriver> StartAsync(Endpoints endpoints, LoadOptions options)
    {
        var driver = new LoadDriver(endpoints, options);
        await driver.PrepareAsync();
        driver.Begin();
        return driver;
    }

    /// <summary>Waits until a number of further requests have been confirmed, so that the load is known to run.</summary>
    /// <param name="requests">The number of requests.</param>
    /// <param name="patience">How long this may take.</param>
    /// <exception cref="TimeoutException">It took longer. The message has what the clients were answered.</exception>
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
    /// Stops the load, publishes a last event to every stream, and empties all listeners; then reads the objects. A silo must listen by
    /// now, and no more faults may happen.
    /// </summary>
    /// <exception cref="TimeoutException">
    /// A listener was not empty in time, so an event is lost or stuck. The message names the listener.
    /// </exception>
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
    /// <param name="readLog">Reads all events of a stream, from the silos or from the store.</param>
    /// <returns>What was wrong, one sentence each: violations, and answers that no fault explains. Empty if nothing was wrong.</returns>
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
