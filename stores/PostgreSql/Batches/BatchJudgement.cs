using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Commits;

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>
/// The verdicts of a group, in order, each on what the commits before it left: by the Memory store's own code. It ends before a
/// commit that would write again what one before it wrote; that one begins the next group.
/// </summary>
internal sealed class BatchJudgement
{
    private readonly IReadOnlyList<QueuedCommit> _group;
    private readonly Verdict[] _verdicts;
    private readonly Exception?[] _faults;
    private readonly List<int> _refused = [];
    private readonly HashSet<ulong> _written = [];

    private BatchJudgement(IReadOnlyList<QueuedCommit> group)
    {
        _group = group;
        _verdicts = new Verdict[group.Count];
        _faults = new Exception?[group.Count];
    }

    /// <summary>The commits that are to become true, with what they are given: all but the numbers of their events.</summary>
    public List<(QueuedCommit Pending, Assignment Assignment)> Winners { get; } = [];

    /// <summary>How many commits were judged, from the first.</summary>
    public int Count { get; private set; }

    /// <summary>What stands when the winners are true, of the rows on which the group rests.</summary>
    public StoreState Outcome { get; private set; } = StoreState.Empty;

    /// <summary>Whether all that were judged are to become true.</summary>
    public bool IsUnanimous => _refused.Count == 0;

    /// <summary>Judges a group.</summary>
    /// <param name="group">The commits.</param>
    /// <param name="state">The rows on which they rest.</param>
    /// <param name="now">The server's clock.</param>
    public static BatchJudgement Of(IReadOnlyList<QueuedCommit> group, StoreState state, DateTimeOffset now)
    {
        var judgement = new BatchJudgement(group);
        while (judgement.Count < group.Count && judgement.TryJudge(ref state, now))
            judgement.Count++;
        judgement.Outcome = state;
        return judgement;
    }

    /// <summary>Answers every caller, when the group's writes are durable, or when there were none.</summary>
    /// <param name="given">What the winners were given, in their order, numbers and all.</param>
    /// <param name="remembered">Where they are remembered.</param>
    /// <returns>False, and nobody is answered, when these are not this judgement's winners.</returns>
    public bool TryComplete(IReadOnlyList<(Guid Commit, Assignment Given)> given, RememberedCommits remembered)
    {
        if (!Winners.Select(winner => winner.Pending.Commit.Id).SequenceEqual(given.Select(each => each.Commit)))
            return false;

        for (var i = 0; i < Winners.Count; i++)
        {
            var (pending, assignment) = (Winners[i].Pending, given[i].Given);
            remembered.Add(pending.Commit.Id, assignment);
            pending.Complete(assignment.Result(assignment.Append(pending.Commit.Events)));
        }

        foreach (var place in _refused)
            Refuse(place, remembered);
        return true;
    }

    private bool TryJudge(ref StoreState state, DateTimeOffset now)
    {
        var pending = _group[Count];
        try
        {
            var verdict = _verdicts[Count] = Judge.Decide(state, pending.Commit, now);
            if (verdict is { Assignment: { } assignment, Repeated: false })
            {
                if (_written.Overlaps(pending.Keys))
                    return false;
                _written.UnionWith(pending.Keys);
                Winners.Add((pending, assignment));
                state = CommitApplication.Apply(state, pending.Commit, assignment);
                return true;
            }
        }
        catch (ArgumentException exception)
        {
            _faults[Count] = exception;
        }

        _refused.Add(Count);
        return true;
    }

    private void Refuse(int place, RememberedCommits remembered)
    {
        var pending = _group[place];
        if (_faults[place] is { } fault)
            pending.Fail(fault);
        else if (_verdicts[place].Repeated && remembered.Find(pending.Commit.Id) is { } before)
            pending.Complete(before.Result(before.Append(pending.Commit.Events)));
        else
            pending.Complete(new CommitResult { Refusal = _verdicts[place].Refusal });
    }
}
