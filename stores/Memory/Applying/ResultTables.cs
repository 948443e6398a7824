using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes of the results kept under idempotency keys, and of the memory of commit ids.</summary>
internal static class ResultTables
{
    /// <summary>The state with a commit's results kept.</summary>
    public static StoreState Keep(StoreState state, Commit commit, Assignment assignment)
    {
        if (commit.Results.IsEmpty)
            return state;

        var numbers = ImmutableArray.CreateRange(assignment.Append(commit.Events), appended => appended.Event.Number);
        var results = state.Results;
        var order = state.ResultOrder;
        foreach (var write in commit.Results)
        {
            var kept = new KeptResult(write.RequestHash, write.Document, assignment.Time, numbers, assignment.RegistrationTimes);
            results = results.SetItem(write.Key, kept);
            order = order.Enqueue(new(write.Key, assignment.Time));
        }

        return state with { Results = results, ResultOrder = order };
    }

    /// <summary>Whether there are results that are over their week.</summary>
    public static bool AnyOver(StoreState state, DateTimeOffset now) =>
        !state.ResultOrder.IsEmpty && state.ResultOrder.Peek().Value + StoreLimits.ResultLifetime <= now;

    /// <summary>The state without results that are over their week.</summary>
    public static StoreState Trim(StoreState state, DateTimeOffset now)
    {
        var results = state.Results;
        var order = state.ResultOrder;
        while (!order.IsEmpty)
        {
            var (key, time) = order.Peek();
            if (time + StoreLimits.ResultLifetime > now)
                break;
            order = order.Dequeue();

            // A key that was taken again after its week stands for the later result.
            if (results.TryGetValue(key, out var kept) && kept.Time == time)
                results = results.Remove(key);
        }

        return state with { Results = results, ResultOrder = order };
    }

    /// <summary>The state that remembers what a commit was given, and in time forgets the oldest.</summary>
    public static StoreState Remember(StoreState state, Guid commit, Assignment assignment)
    {
        // Two lots, the older one dropped whole: half the work of dropping one by one.
        if (state.Remembered.Count >= StoreState.RememberedCommits)
            state = state with { RememberedBefore = state.Remembered, Remembered = ImmutableDictionary<Guid, Assignment>.Empty };
        return state with { Remembered = state.Remembered.SetItem(commit, assignment) };
    }
}
