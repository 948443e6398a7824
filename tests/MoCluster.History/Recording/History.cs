namespace MoCluster.History;

/// <summary>
/// Records what the clients of a run saw, and what the store held at its end, for <see cref="HistoryChecker"/> to judge. A client records a
/// call before it makes it, and completes the record when the answer comes. If the call is cut off, the record stays incomplete.
/// Thread-safe.
/// </summary>
/// <param name="time">The clients' clock; null for the system's.</param>
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

    /// <summary>The events that each stream held at the end.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LoggedEvent>> Logs => _logs;

    /// <summary>The registrations that each object had at the end.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LoggedRegistration>> Objects => _objects;

    /// <summary>
    /// The listeners that were emptied at the end: clients fetched and acknowledged until no event came and none was leased.
    /// </summary>
    public IReadOnlySet<Guid> Drained => _drained;

    /// <summary>The markers that were seen: by a reader, by a trigger that runs after the commit, or by the consumer of an event.</summary>
    public IReadOnlyList<(long Tick, string Object, string Marker, string Where)> Sightings => _sightings;

    /// <summary>
    /// True if queues held only some of the pending events. Then events coalesced only with events that had been read, and an older event
    /// of one priority lane could follow a newer one of another lane.
    /// </summary>
    public bool IsWindowed { get; set; }

    /// <summary>Records that a client is about to declare a listener.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="stream">The stream of the listener.</param>
    /// <param name="lease">The duration of its leases.</param>
    /// <param name="owner">The owner of the listener, if the run publishes events that are for one owner only.</param>
    public Declare BeginDeclare(string client, string stream, TimeSpan lease, Guid? owner = null) =>
        Begin(new Declare(this, client, stream, lease, owner));

    /// <summary>Records that a client is about to delete a listener.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="listener">The uuid of the listener.</param>
    public Delete BeginDelete(string client, Guid listener) => Begin(new Delete(this, client, listener));

    /// <summary>Records that a client is about to publish events in one commit.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="entries">The events.</param>
    /// <param name="idempotencyKey">The key that makes repeated calls one publication; null if there is none.</param>
    public Publish BeginPublish(string client, IReadOnlyList<PublishedEntry> entries, string? idempotencyKey = null) =>
        Begin(new Publish(this, client, entries, idempotencyKey));

    /// <summary>Records that a client is about to mutate an object.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="target">The name of the object.</param>
    /// <param name="marker">
    /// A text that only this mutation writes. A call that repeats a mutation under its idempotency key has the same marker.
    /// </param>
    public Mutate BeginMutate(string client, string target, string marker) => Begin(new Mutate(this, client, target, marker));

    /// <summary>Records that a client is about to fetch.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="listener">The uuid of the listener.</param>
    public Fetch BeginFetch(string client, Guid listener) => Begin(new Fetch(this, client, listener));

    /// <summary>Records that a client is about to use tokens.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="settlement">How the client uses them.</param>
    /// <param name="tokens">The tokens.</param>
    public Settle BeginSettle(string client, Settlement settlement, IReadOnlyList<string> tokens) =>
        Begin(new Settle(this, client, settlement, tokens));

    /// <summary>Records that a client is about to move a listener's position, or to replay or rerun its events.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="subject">The only subject that is revived; null for all.</param>
    /// <param name="skipped">The number up to which events are no longer owed; null if all stay owed.</param>
    public Revive BeginRevive(string client, Guid listener, string? subject = null, long? skipped = null) =>
        Begin(new Revive(this, client, listener, subject, skipped));

    /// <summary>Records that a client is about to end leases before their time.</summary>
    /// <param name="client">The name of the client.</param>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="subjects">The only subjects that are released; null for all.</param>
    public Release BeginRelease(string client, Guid listener, IReadOnlyCollection<string>? subjects = null) =>
        Begin(new Release(this, client, listener, subjects));

    /// <summary>Records that a mutation's marker was seen at a place where only committed data may be seen.</summary>
    /// <param name="target">The name of the object.</param>
    /// <param name="marker">The marker that was seen.</param>
    /// <param name="where">The place, for the report.</param>
    public void Saw(string target, string marker, string where)
    {
        lock (_lock)
            _sightings.Add((++_tick, target, marker, where));
    }

    /// <summary>Records that a listener was emptied after all faults had ended.</summary>
    /// <param name="listener">The uuid of the listener.</param>
    public void MarkDrained(Guid listener)
    {
        lock (_lock)
            _drained.Add(listener);
    }

    /// <summary>Records what a stream held at the end.</summary>
    /// <param name="stream">The name of the stream.</param>
    /// <param name="events">The events, in the order in which the store gives them.</param>
    public void RecordLog(string stream, IReadOnlyList<LoggedEvent> events)
    {
        lock (_lock)
            _logs[stream] = events;
    }

    /// <summary>Records what an object held at the end.</summary>
    /// <param name="target">The name of the object.</param>
    /// <param name="registrations">The registrations, in the order in which the store gives them.</param>
    public void RecordObject(string target, IReadOnlyList<LoggedRegistration> registrations)
    {
        lock (_lock)
            _objects[target] = registrations;
    }

    /// <summary>Makes a tick that is after everything recorded so far, and before everything recorded later.</summary>
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
