namespace MoCluster.Client;

/// <summary>An entry in the queue of a listener: what is open of one subject.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Subject">The identifier of what it concerns.</param>
/// <param name="Priority">The priority; 1 is first.</param>
/// <param name="Silenced">Whether it is delivered last and raises no alert.</param>
/// <param name="Number">The position of the latest event of the subject in its stream.</param>
/// <param name="Time">When that event was committed.</param>
/// <param name="Attempts">How often it was delivered since the last newer event.</param>
/// <param name="Standing">Its state.</param>
/// <param name="Until">Leased: when the lease ends. Delayed: when it is delivered again. Else null.</param>
/// <param name="Reason">The reason of its last nack or park; null for none.</param>
public sealed record QueueEntry(
    Guid Listener,
    string Subject,
    int Priority,
    bool Silenced,
    long Number,
    DateTimeOffset Time,
    int Attempts,
    EntryStanding Standing,
    DateTimeOffset? Until,
    string? Reason);
