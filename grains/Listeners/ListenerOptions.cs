using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <summary>The limits of listener groups.</summary>
public sealed record ListenerOptions
{
    private const string Instant = "00:00:00.0000001";
    private const string Day = "1.00:00:00";

    /// <summary>How many events one fetch gives at most; a higher limit is reduced to this. 1 000.</summary>
    [Range(1, StoreLimits.MaxBatch)]
    public int MaxFetch { get; init; } = 1_000;

    /// <summary>How many tokens one acknowledgement may have; more are refused. 10 000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxTokens { get; init; } = 10_000;

    /// <summary>The longest wait of one fetch; a longer one is reduced to this. 10 s (docs/architecture.md §3).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many fetches may wait at a group; more are refused. 10 000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>How many tokens may wait for their commit at a group; more are refused. 200 000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxQueuedTokens { get; init; } = 200_000;

    /// <summary>How many events one commit leases, and how many tokens it settles; a single call may exceed it. 10 000.</summary>
    [Range(1, int.MaxValue)]
    public int CommitSize { get; init; } = 10_000;

    /// <summary>How many entries one list or change of entries examines before other calls have their turn. 100 000.</summary>
    [Range(1, int.MaxValue)]
    public int LookSize { get; init; } = 100_000;

    /// <summary>How many events of the log one read returns at most. 4 096.</summary>
    [Range(1, StoreLimits.MaxBatch)]
    public int Window { get; init; } = 4_096;

    /// <summary>
    /// How many entries of each priority lane (better than, at, and worse than the default priority) a listener holds in memory, at about
    /// 200 bytes each, and how many parked or delayed ones besides. Beyond it, a lane is read from the log in windows, and events coalesce only
    /// within those; the other lanes go on. Parked and delayed entries beyond it take room from the lanes.
    /// </summary>
    [Range(typeof(long), "1", "100000000")]
    public long LaneEntries { get; init; } = 500_000;

    /// <summary>How many numbers that were settled by reading alone make a commit due. 10 000 (docs/architecture.md §5.6).</summary>
    [Range(1, int.MaxValue)]
    public int OwedNumbers { get; init; } = 10_000;

    /// <summary>After how long a settlement that was not stored yet makes a commit due. 1 min (docs/architecture.md §5.6).</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan OwedAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often a group with waiting fetches subscribes again to its routers. It is the longest time that an event waits after its router has
    /// moved to another silo, and nearly all that a waiting caller costs. 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan WaitingRenewal { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a group without waiting fetches subscribes again. 10 s.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan IdleRenewal { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often at most a group whose queues change shows their status (<see cref="AwakeListeners"/>). 1 s.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan ShowInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how long without a fetch or an acknowledgement a group goes to sleep. 10 min.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan SleepAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a fetch that finds unread events waits for the doorbell, before the log is read. 20 ms.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan DoorbellWait { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a fetch waits to learn the end of the log, and then for the log to be read up to there. 1 s each.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan CatchUp { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause after the store could not be reached, doubled up to <see cref="MaxPause"/>. 50 ms.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause. 2 s.</summary>
    [Range(typeof(TimeSpan), Instant, Day)]
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The limits that the queue needs.</summary>
    internal QueueLimits Limits => new(OwedNumbers, OwedAge, LaneEntries);
}
