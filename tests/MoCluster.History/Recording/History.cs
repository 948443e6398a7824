namespace MoCluster.History;

/// <summary>
/// What the clients of a run saw, and what the store held at its end: all that <see cref="HistoryChecker"/> judges. A client records a
/// call before it makes it and completes it when its answer is there; one that is cut off leaves it as it is. Safe for many threads.
/// </summary>
/// <param name="time">The clients' clock; the system's when absent.</param>
public sealed class History(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly long _started = (time ?? TimeProvider.System).GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<Operation> _operations = [];
    private readonly List<(long Tick, string Object, string Marker, string Where)> _sightings = [];
    private readonly Dictionary<string, IReadOnlyList<LoggedEvent>> _logs = [];
    private readonly Dictionary<string, IReadOnlyList<LoggedRegistration>> _objects = [];
    private readonly HashSet<Guid> _drained = [];
    private long _tick;

    /// <summary>All calls, in the order of their invocations.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>Each stream's events at the end.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LoggedEvent>> Logs => _logs;

    /// <summary>Each object's registrations at the end.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LoggedRegistration>> Objects => _objects;

    /// <summary>The listeners that were emptied at the end: fetched from and acknowledged until nothing came and nothing was leased.</summary>
    public IReadOnlySet<Guid> Drained => _drained;

    /// <summary>Markers that somebody saw: a reader, a trigger that runs after the commit, an event's receiver.</summary>
    public IReadOnlyList<(long Tick, string Object, string Marker, string Where)> Sightings => _sightings;

    /// <summary>
    /// Whether queues held only a part of what waited: then events coalesced within what had been read, and an older event of one priority
    /// lane could follow a newer one of another.
    /// </summary>
    public bool IsWindowed { get; set; }

    /// <summary>A client is about to declare a listener.</summary>
    /// <param name="client">Who.</param>
    /// <param name="stream">To which stream it listens.</param>
    /// <param name="lease">How long its leases are.</param>
    /// <param name="owner">Its owner, where events are published that speak to one owner alone.</param>
    public Declare BeginDeclare(string client, string stream, TimeSpan lease, Guid? owner = null) =>
        Begin(new Declare(this, client, stream, lease, owner));

    /// <summary>A client is about to delete a listener.</summary>
    /// <param name="client">Who.</param>
    /// <param name="listener">Which.</param>
    public Delete BeginDelete(string client, Guid listener) => Begin(new Delete(this, client, listener));

    /// <summary>A client is about to publish events, in one commit.</summary>
    /// <param name="client">Who.</param>
    /// <param name="entries">What.</param>
    /// <param name="idempotencyKey">What makes repeated calls one publication.</param>
    public Publish BeginPublish(string client, IReadOnlyList<PublishedEntry> entries, string? idempotencyKey = null) =>
        Begin(new Publish(this, client, entries, idempotencyKey));

    /// <summary>A client is about to mutate an object.</summary>
    /// <param name="client">Who.</param>
    /// <param name="target">Which object.</param>
    /// <param name="marker">A text that it writes and no other mutation does; the same when it repeats one under its idempotency key.</param>
    public Mutate BeginMutate(string client, string target, string marker) => Begin(new Mutate(this, client, target, marker));

    /// <summary>A client is about to fetch.</summary>
    /// <param name="client">Who.</param>
    /// <param name="listener">From which listener.</param>
    public Fetch BeginFetch(string client, Guid listener) => Begin(new Fetch(this, client, listener));

    /// <summary>A client is about to use tokens.</summary>
    /// <param name="client">Who.</param>
    /// <param name="settlement">What it does with them.</param>
    /// <param name="tokens">The tokens.</param>
    public Settle BeginSettle(string client, Settlement settlement, IReadOnlyList<string> tokens) =>
        Begin(new Settle(this, client, settlement, tokens));

    /// <summary>A client is about to move a listener's position, or to replay or rerun events of it.</summary>
    /// <param name="client">Who.</param>
    /// <param name="listener">Which listener.</param>
    /// <param name="subject">The only subject concerned; null for all.</param>
    /// <param name="skipped">Up to which number events are no longer owed; null for none.</param>
    public Revive BeginRevive(string client, Guid listener, string? subject = null, long? skipped = null) =>
        Begin(new Revive(this, client, listener, subject, skipped));

    /// <summary>Somebody saw a mutation's marker where only what is committed may be seen.</summary>
    /// <param name="target">The object.</param>
    /// <param name="marker">The marker.</param>
    /// <param name="where">Where, for the reader of a report.</param>
    public void Saw(string target, string marker, string where)
    {
        lock (_lock)
            _sightings.Add((++_tick, target, marker, where));
    }

    /// <summary>A listener was emptied, after all faults had ended.</summary>
    /// <param name="listener">Which.</param>
    public void MarkDrained(Guid listener)
    {
        lock (_lock)
            _drained.Add(listener);
    }

    /// <summary>What a stream holds at the end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="events">Its events, in the order in which the store gives them.</param>
    public void RecordLog(string stream, IReadOnlyList<LoggedEvent> events)
    {
        lock (_lock)
            _logs[stream] = events;
    }

    /// <summary>What an object holds at the end.</summary>
    /// <param name="target">The object.</param>
    /// <param name="registrations">Its registrations, in the order in which the store gives them.</param>
    public void RecordObject(string target, IReadOnlyList<LoggedRegistration> registrations)
    {
        lock (_lock)
            _objects[target] = registrations;
    }

    /// <summary>A moment after everything that was recorded so far, and before all that will be.</summary>
    public long Moment() => Tick().Tick;

    internal (long Tick, TimeSpan Time) Tick()
    {
        lock (_lock)
            return (++_tick, _time.GetElapsedTime(_started));
    }

    private T Begin<T>(T operation)
        where T : Operation
    {
        lock (_lock)
        {
            operation.Invoked = ++_tick;
            operation.InvokedAt = _time.GetElapsedTime(_started);
            _operations.Add(operation);
        }

        return operation;
    }
}
