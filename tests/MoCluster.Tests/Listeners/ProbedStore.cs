using MoCluster.Grains.Storage;

namespace MoCluster.Tests.Listeners;

/// <summary>A store whose commits take time and can be made to fail, and are kept to be looked at.</summary>
internal sealed class ProbedStore(IStore store, TimeProvider time) : ForwardingStore(store)
{
    /// <summary>How long a commit takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>What becomes of the next commits that concern groups or due instants, in their order; those beyond are done.</summary>
    public Queue<CommitFate> Fates { get; } = [];

    /// <summary>The commits that concern listener groups, those that take an epoch apart.</summary>
    public List<GroupWrite> Writes { get; } = [];

    public override async ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        var isProbed = !commit.Groups.IsEmpty || !commit.Struck.IsEmpty;
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
