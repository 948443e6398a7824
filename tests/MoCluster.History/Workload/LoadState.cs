using System.Collections.Concurrent;

namespace MoCluster.History.Workload;

/// <summary>The state that the clients of one load share.</summary>
internal sealed class LoadState(Endpoints endpoints, LoadOptions options) : IDisposable
{
    /// <summary>How many messages of requests with an unknown outcome are kept.</summary>
    private const int MaxNoted = 20;

    private readonly ConcurrentQueue<string> _surprises = [];
    private readonly ConcurrentQueue<string> _unknowns = [];
    private readonly ConcurrentBag<SiloClient> _clients = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _progressed = NewSignal();
    private long _answered;
    private long _published;
    private long _delivered;
    private long _acknowledged;
    private long _mutations;
    private long _unknown;
    private long _notNow;
    private int _names;

    public Endpoints Endpoints { get; } = endpoints;

    public LoadOptions Options { get; } = options;

    public History History { get; } = new();

    public List<LoadListener> Listeners { get; } = [];

    /// <summary>The last confirmed number of each stream that is published to.</summary>
    public ConcurrentDictionary<string, long> Heads { get; } = [];

    /// <summary>The org units that clients tried to create.</summary>
    public ConcurrentQueue<Guid> Units { get; } = [];

    /// <summary>Cancelled when clients start nothing new. Requests under way are completed.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>Cancelled when the run is given up. All clients end immediately.</summary>
    public CancellationTokenSource Aborting { get; } = new();

    /// <summary>Answers that no fault explains.</summary>
    public IEnumerable<string> Surprises => _surprises;

    /// <summary>The messages of the first requests with an unknown outcome.</summary>
    public IEnumerable<string> Unknowns => _unknowns;

    /// <summary>How many requests were confirmed.</summary>
    public long Answered => Volatile.Read(ref _answered);

    public LoadCounters Counters => new(
        Volatile.Read(ref _published),
        Volatile.Read(ref _delivered),
        Volatile.Read(ref _acknowledged),
        Volatile.Read(ref _mutations),
        Volatile.Read(ref _unknown),
        Volatile.Read(ref _notNow));

    public SiloClient NewClient(string kind)
    {
        var number = Interlocked.Increment(ref _names);
        var client = new SiloClient(Endpoints, $"{kind}-{number}", unchecked((Options.Seed * 1_000) + number), Options.Timeout);
        _clients.Add(client);
        return client;
    }

    public void Published(int events) => Interlocked.Add(ref _published, events);

    public void Delivered(int events) => Interlocked.Add(ref _delivered, events);

    public void Acknowledged(int tokens) => Interlocked.Add(ref _acknowledged, tokens);

    public void Mutated() => Interlocked.Increment(ref _mutations);

    public void Surprise(string text) => _surprises.Enqueue(text);

    /// <summary>Pauses a client before its next step, while the load runs: to be called before the history notes that the step begins.</summary>
    public Task PauseAsync(SiloClient client) => Options.Pause == TimeSpan.Zero || Stopping.IsCancellationRequested
        ? Task.CompletedTask
        : Task.Delay(Options.Pause * client.Random.NextDouble(), Aborting.Token);

    /// <summary>Sends a request. Sometimes the client cuts it off.</summary>
    public async Task<Answer> SendAsync(
        SiloClient client, string document, object variables, string? key = null, TimeSpan wait = default, bool mayBeVetoed = false)
    {
        TimeSpan? cut = client.Random.NextDouble() < Options.CutShare && !Stopping.IsCancellationRequested
            ? TimeSpan.FromMilliseconds(client.Random.NextDouble() * 20)
            : null;
        var begun = Environment.TickCount64;
        var answer = await client.SendAsync(document, variables, key, wait, cut, Aborting.Token);
        Count(client, answer, begun);
        var isVeto = mayBeVetoed && answer.Code == "E_INTEGRATION_ERROR";
        if (answer is { Kind: AnswerKind.Refused } or { Code: "INTERNAL" } && !isVeto)
            Surprise($"{client.Name} was answered {answer.Code}: {answer.Message}");
        return answer;
    }

    /// <summary>Repeats a request until it is confirmed. Only for requests that can be repeated.</summary>
    public async Task<Answer> InsistAsync(SiloClient client, string document, object variables, string? key = null, TimeSpan wait = default)
    {
        while (true)
        {
            Aborting.Token.ThrowIfCancellationRequested();
            var answer = await SendAsync(client, document, variables, key, wait);
            if (answer.Kind == AnswerKind.Confirmed)
                return answer;
            if (answer.Kind == AnswerKind.Refused)
                throw new InvalidOperationException($"{client.Name} was answered {answer.Code}: {answer.Message}");
            await client.BackOffAsync(Aborting.Token);
        }
    }

    /// <summary>Waits until a number of requests have been confirmed in total.</summary>
    public async Task ReachAsync(long answered, CancellationToken cancellation)
    {
        while (Answered < answered)
            await ProgressAsync(answered, cancellation);
    }

    /// <summary>True if the listeners are so far behind that publishers should pause.</summary>
    public bool IsFull
    {
        get
        {
            var open = 0L;
            foreach (var (stream, head) in Heads)
                open += head - Listeners.Where(listener => listener.Stream == stream).Select(listener => listener.Seen).DefaultIfEmpty(head).Min();
            return open > Options.MaxBacklog;
        }
    }

    /// <summary>Waits until one more request is confirmed.</summary>
    public Task ProgressAsync(CancellationToken cancellation) => ProgressAsync(Answered + 1, cancellation);

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        Stopping.Dispose();
        Aborting.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ProgressAsync(long answered, CancellationToken cancellation)
    {
        Task progressed;
        lock (_lock)
        {
            if (Answered >= answered)
                return;
            progressed = _progressed.Task;
        }

        await progressed.WaitAsync(cancellation);
    }

    private void Count(SiloClient client, Answer answer, long begun)
    {
        if (answer.Kind == AnswerKind.Unknown && Interlocked.Increment(ref _unknown) <= MaxNoted)
            _unknowns.Enqueue($"{client.Name} was answered «{answer.Code}» after {Environment.TickCount64 - begun} ms: {answer.Message}");
        if (answer.Kind == AnswerKind.NotNow)
            Interlocked.Increment(ref _notNow);
        if (answer.Kind != AnswerKind.Confirmed)
            return;
        client.Succeeded();
        TaskCompletionSource progressed;
        lock (_lock)
        {
            _answered++;
            (progressed, _progressed) = (_progressed, NewSignal());
        }

        progressed.SetResult();
    }
}
