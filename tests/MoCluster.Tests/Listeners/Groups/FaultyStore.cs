using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>A store whose commits take time and can be made to fail. It keeps the commits for the test to examine.</summary>
internal sealed class FaultyStore(IStore store, TimeProvider time) : ForwardingStore(store)
{
    /// <summary>How long a commit takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>What happens to the next commits of groups or due instants, in their order; commits beyond these succeed.</summary>
    public Queue<CommitFate> Fates { get; } = [];

    /// <summary>The commits of listener groups, except those that take an epoch.</summary>
    public List<GroupWrite> Writes { get; } = [];

    /// <summary>How often due instants were read.</summary>
    public int Looks { get; private set; }

    /// <summary>How many commits tried to strike a due instant.</summary>
    public int Strikes { get; private set; }

    /// <summary>Whether reads of the log fail.</summary>
    public bool FailsToReadEvents { get; set; }

    /// <summary>Runs once, after the next read of objects and before its answer is used.</summary>
    public Func<Task>? AfterNextRead { get; set; }

    public override ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(
        StreamKey stream, long from, int limit, CancellationToken cancellation) => FailsToReadEvents
        ? ValueTask.FromException<ImmutableArray<EventRecord>>(new StoreUnavailableException("The log is out of reach."))
        : base.ReadEventsAsync(stream, from, limit, cancellation);

    public override ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(
        DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        Looks++;
        return base.ReadDueAsync(after, until, limit, cancellation);
    }

    public override async ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(
        ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        var read = await base.ReadObjectsAsync(keys, cancellation);
        if (AfterNextRead is { } act)
        {
            AfterNextRead = null;
            await act();
        }

        return read;
    }

    public override async ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        var isProbed = !commit.Groups.IsEmpty || !commit.Struck.IsEmpty;
        Strikes += commit.Struck.Length;
        var fate = isProbed && Fates.TryDequeue(out var planned) ? planned : CommitFate.Done;
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time);
        if (fate == CommitFate.Unavailable)
            throw new StoreUnavailableException("The store is out of reach.");
        if (fate == CommitFate.LostAndUnknown)
            throw new CommitOutcomeUnknownException("No answer came.");
        var result = await base.CommitAsync(commit);
        Writes.AddRange(commit.Groups.Where(group => !group.TakeEpoch));
        if (fate == CommitFate.DoneButUnknown)
            throw new CommitOutcomeUnknownException("No answer came.");
        return result;
    }
}
