using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Known;
using MoCluster.Stores.PostgreSql.Queue;

namespace MoCluster.Stores.PostgreSql.Judging;

/// <summary>
/// The verdicts of a batch: the Memory store's judge decides commit after commit, each on the state that the commits before it left. It stops before
/// a commit that would write again what a commit before it wrote; that commit begins the next batch.
/// </summary>
internal sealed class BatchJudgement
{
    private readonly IReadOnlyList<QueuedCommit> _batch;
    private readonly Verdict[] _verdicts;
    private readonly Exception?[] _faults;
    private readonly List<int> _refused = [];
    private readonly HashSet<ulong> _written = [];

    private BatchJudgement(IReadOnlyList<QueuedCommit> batch)
    {
        _batch = batch;
        _verdicts = new Verdict[batch.Count];
        _faults = new Exception?[batch.Count];
    }

    /// <summary>The commits that become true, with their assignments, except for the numbers of their events.</summary>
    public List<(QueuedCommit Queued, Assignment Assignment)> Winners { get; } = [];

    /// <summary>How many commits were judged, from the first.</summary>
    public int Count { get; private set; }

    /// <summary>The state after the winners: the part that the batch depends on.</summary>
    public StoreState Outcome { get; private set; } = StoreState.Empty;

    /// <summary>Whether all commits that were judged become true.</summary>
    public bool IsUnanimous => _refused.Count == 0;

    /// <summary>Judges a batch.</summary>
    /// <param name="batch">The commits.</param>
    /// <param name="state">The rows on which they rest.</param>
    /// <param name="now">The server's clock.</param>
    public static BatchJudgement Of(IReadOnlyList<QueuedCommit> batch, StoreState state, DateTimeOffset now)
    {
        var judgement = new BatchJudgement(batch);
        while (judgement.Count < batch.Count && judgement.TryJudge(ref state, now))
            judgement.Count++;
        judgement.Outcome = state;
        return judgement;
    }

    /// <summary>Answers every caller, once the rows of the batch are durable or if there are none.</summary>
    /// <param name="given">What the winners were given, in their order, with the numbers of their events.</param>
    /// <param name="remembered">Remembers it.</param>
    /// <returns>False if these are not this judgement's winners; then no caller is answered.</returns>
    public bool TryComplete(IReadOnlyList<(Guid Commit, Assignment Given)> given, RememberedCommits remembered)
    {
        if (!Winners.Select(winner => winner.Queued.Commit.Id).SequenceEqual(given.Select(each => each.Commit)))
            return false;

        for (var i = 0; i < Winners.Count; i++)
        {
            var (queued, assignment) = (Winners[i].Queued, given[i].Given);
            remembered.Add(queued.Commit.Id, assignment);
            queued.Complete(assignment.Result(assignment.Append(queued.Commit.Events)));
        }

        foreach (var place in _refused)
            Refuse(place, remembered);
        return true;
    }

    private bool TryJudge(ref StoreState state, DateTimeOffset now)
    {
        var queued = _batch[Count];
        try
        {
            var verdict = _verdicts[Count] = Judge.Decide(state, queued.Commit, now);
            if (verdict is { Assignment: { } assignment, Repeated: false })
            {
                if (_written.Overlaps(queued.Keys))
                    return false;
                _written.UnionWith(queued.Keys);
                Winners.Add((queued, assignment));
                state = CommitApplication.Apply(state, queued.Commit, assignment);
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
        var queued = _batch[place];
        if (_faults[place] is { } fault)
            queued.Fail(fault);
        else if (_verdicts[place].Repeated && remembered.Find(queued.Commit.Id) is { } before)
            queued.Complete(before.Result(before.Append(queued.Commit.Events)));
        else
            queued.Complete(new CommitResult { Refusal = _verdicts[place].Refusal });
    }
}
