using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Judging;

/// <summary>
/// Decides whether a commit becomes true and what it is given. It changes nothing, and every store uses it (docs/architecture.md §4).
/// </summary>
/// <remarks>
/// It refuses by the first precondition that does not hold. First it checks that results are free, that due instants exist, and epochs. Next come the
/// commit's own preconditions in their order. Then registrations: all numbers, then all unique keys, then object by object its references and the
/// references to it. Then definitions, one after another; last the listeners that progress names.
/// </remarks>
internal static class Judge
{
    /// <summary>Judges a commit that <see cref="CommitRules"/> let pass.</summary>
    /// <param name="state">The state before the commit: at least every row that the commit names or implies.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="now">The store's clock.</param>
    /// <exception cref="ArgumentException">The commit contradicts the state in a way that only a mistake of its caller explains.</exception>
    public static Verdict Decide(StoreState state, Commit commit, DateTimeOffset now)
    {
        if (state.Recall(commit.Id) is { } first)
        {
            CommitRules.Require(first.Fits(commit), $"The commit id {commit.Id:D} was used before, for another commit.");
            return new Verdict(null, first, true);
        }

        if ((RefuseStanding(state, commit, now) ?? RefuseObjects(state, commit, now)) is { } refusal)
            return new Verdict(refusal, null, false);

        var streams = Number(state, commit.Events, now);
        if (!(commit.Definitions.IsEmpty && commit.Groups.IsEmpty)
            && RefuseListening(StreamTables.Append(state, streams), commit) is { } later)
        {
            return new Verdict(later, null, false);
        }

        return new Verdict(null, new Assignment(now, streams, RegistrationTimes(state, commit, now), Epochs(state, commit)), false);
    }

    private static CommitRefusal? RefuseStanding(StoreState state, Commit commit, DateTimeOffset now)
    {
        foreach (var result in commit.Results)
        {
            if (ResultFree(state, new Precondition.ResultFree(result.Key), now) is { } refusal)
                return refusal;
        }

        foreach (var due in commit.Struck)
        {
            if (DueStands(state, new Precondition.DueStands(due)) is { } refusal)
                return refusal;
        }

        foreach (var group in commit.Groups)
        {
            if (!group.TakeEpoch && GroupJudge.At(state, new Precondition.GroupAt(group.Group, group.Epoch)) is { } refusal)
                return refusal;
        }

        return null;
    }

    private static CommitRefusal? RefuseObjects(StoreState state, Commit commit, DateTimeOffset now)
    {
        if (commit.Preconditions.IsEmpty && commit.Registrations.IsEmpty)
            return null;

        var objects = new ObjectJudge(state, commit.Registrations);
        foreach (var precondition in commit.Preconditions)
        {
            if (Refuse(state, objects, precondition, now) is { } refusal)
                return refusal;
        }

        return objects.Refuse();
    }

    private static CommitRefusal? Refuse(
        StoreState state, ObjectJudge objects, Precondition precondition, DateTimeOffset now) => precondition switch
    {
        Precondition.ObjectAt wanted => objects.At(wanted),
        Precondition.ActiveThroughout wanted => objects.Active(wanted),
        Precondition.Unreferenced wanted => objects.Unreferenced(wanted),
        Precondition.ReferencedOnlyBy wanted => objects.ReferencedOnlyBy(wanted),
        Precondition.KeyFree wanted => objects.KeyFree(wanted),
        Precondition.DueStands wanted => DueStands(state, wanted),
        Precondition.GroupAt wanted => GroupJudge.At(state, wanted),
        Precondition.ResultFree wanted => ResultFree(state, wanted, now),
        Precondition.NamespaceAt wanted => DefinitionJudge.At(state, wanted),
        Precondition.EventsKept wanted => EventsKept(state, wanted),
        Precondition.ListenerExists wanted => DefinitionJudge.Exists(state, wanted),
        Precondition.ListenerKeyFree wanted => DefinitionJudge.KeyFree(state, wanted, null),
        _ => throw new ArgumentException($"A store does not know the precondition {precondition?.GetType().Name ?? "null"}."),
    };

    private static CommitRefusal? RefuseListening(StoreState state, Commit commit)
    {
        foreach (var definition in commit.Definitions)
        {
            if (DefinitionJudge.Refuse(state, definition) is { } refusal)
                return refusal;
            state = ListenerTables.Define(state, definition);
        }

        foreach (var group in commit.Groups)
        {
            if (GroupJudge.Refuse(state, group) is { } refusal)
                return refusal;
        }

        return null;
    }

    private static CommitRefusal? ResultFree(StoreState state, Precondition.ResultFree wanted, DateTimeOffset now)
    {
        if (!state.Results.TryGetValue(wanted.Key, out var kept) || StoreState.IsOver(kept, now))
            return null;
        return new CommitRefusal(wanted, $"a result of {kept.Time:O} is kept under it");
    }

    private static CommitRefusal? EventsKept(StoreState state, Precondition.EventsKept wanted)
    {
        var first = state.EndsOf(wanted.Stream).First;
        return wanted.From >= first ? null : new CommitRefusal(wanted, $"the first number that is kept is {first}");
    }

    private static CommitRefusal? DueStands(StoreState state, Precondition.DueStands wanted) =>
        state.Due.Contains(wanted.Due) ? null : new CommitRefusal(wanted, "it does not stand, or no longer");

    /// <summary>Numbers the events: consecutively within each stream.</summary>
    private static ImmutableArray<StreamAssignment> Number(StoreState state, ImmutableArray<EventDraft> events, DateTimeOffset now)
    {
        if (events.IsEmpty)
            return [];

        var runs = new List<StreamAssignment>();
        Dictionary<StreamKey, int>? places = null;
        var place = -1;
        foreach (var draft in events)
        {
            if (place < 0 || runs[place].Stream != draft.Stream)
            {
                places ??= runs.Count == 0 ? null : new Dictionary<StreamKey, int> { [runs[0].Stream] = 0 };
                if (places is null || !places.TryGetValue(draft.Stream, out place))
                {
                    place = runs.Count;
                    places?.Add(draft.Stream, place);
                    var ends = state.EndsOf(draft.Stream);
                    runs.Add(new StreamAssignment(draft.Stream, ends.Last + 1, 0, Later(now, ends.Time)));
                }
            }

            ref var run = ref CollectionsMarshal.AsSpan(runs)[place];
            run = run with { Count = run.Count + 1 };
        }

        return [.. runs];
    }

    private static ImmutableArray<DateTimeOffset> RegistrationTimes(StoreState state, Commit commit, DateTimeOffset now) =>
        ImmutableArray.CreateRange(
            commit.Registrations,
            write => state.Objects.TryGetValue(write.Object, out var stored) ? Later(write.Time ?? now, stored.Row.Time) : write.Time ?? now);

    private static ImmutableArray<long> Epochs(StoreState state, Commit commit) =>
        ImmutableArray.CreateRange(commit.Groups, write => write.TakeEpoch ? state.GroupOf(write.Group).Epoch + 1 : write.Epoch);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
