using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// Follows the commits of a run. Judges each commit of a group against everything that was durable before it, and each answer against what
/// was durable when it was given.
/// </summary>
internal sealed class QueueRules
{
    private readonly RunRecord _record;
    private readonly QueueRequestIndex _requests;
    private readonly Dictionary<StreamKey, List<EventRecord>> _logs = [];
    private readonly Dictionary<Guid, DurableGroup> _groups = [];
    private readonly Dictionary<Guid, DurableListener> _listeners = [];
    private readonly List<Violation> _violations = [];

    private QueueRules(RunRecord record) => (_record, _requests) = (record, new QueueRequestIndex(record));

    /// <summary>Judges a run.</summary>
    public static IReadOnlyList<Violation> Check(RunRecord record)
    {
        var rules = new QueueRules(record);
        rules.Run();
        return rules._violations;
    }

    private void Run()
    {
        var answers = new AnswerRules(_requests, _listeners);
        foreach (var made in _record.Commits)
        {
            _violations.AddRange(answers.Until(made.Moment));
            Define(made);
            foreach (var (stream, appended) in made.Result.Events)
                Append(stream, appended);
            foreach (var write in made.Commit.Groups)
                Follow(made, write);
        }

        _violations.AddRange(answers.Until(long.MaxValue));
        foreach (var listener in _listeners.Values.Where(listener => _record.History.Drained.Contains(listener.Definition.Uuid)))
        {
            foreach (var (subject, numbers) in listener.Open)
            {
                _violations.Add(new Violation(
                    "delivery", $"{subject}({string.Join(' ', numbers)}) of {TranscriptText.Of(listener.Definition.Uuid)} is open, although the listener was said to be empty"));
            }
        }
    }

    private void Follow(DurableCommit made, GroupWrite write)
    {
        var group = GroupOf(write.Group);
        if (!write.TakeEpoch)
        {
            var decision = new Decision(made, write, group, _requests, _record);
            _violations.AddRange(HandOutRules.Check(decision));
            foreach (var progress in write.Listeners)
            {
                if (!group.Listeners.TryGetValue(progress.Listener, out var listener))
                    continue;
                _violations.AddRange(progress.NewPosition is null
                    ? SettlementRules.Check(decision, listener, progress)
                    : PositionRules.Check(decision, listener, progress));
            }

            _violations.AddRange(RowRules.Check(decision));
        }

        group.Apply(write, made.Moment);
    }

    private void Define(DurableCommit made)
    {
        var commit = made.Commit;
        foreach (var definition in commit.Definitions)
        {
            switch (definition)
            {
                case DefinitionWrite.PutListener { Listener: var put }:
                    if (_listeners.TryGetValue(put.Uuid, out var known))
                    {
                        if (known.Definition.Suspension is not null && put.Suspension is null)
                            known.LetGo(commit.Preconditions.OfType<Precondition.EventsKept>().Single().From, made.Moment);
                        known.Definition = put;
                        break;
                    }

                    var listener = new DurableListener(put, LogOf(put.Stream));
                    _listeners.Add(put.Uuid, listener);
                    GroupOf(put.Group).Listeners.Add(put.Uuid, listener);
                    break;
                case DefinitionWrite.DeleteListener { Uuid: var deleted } when _listeners.Remove(deleted, out var gone):
                    GroupOf(gone.Definition.Group).Listeners.Remove(deleted);
                    break;
            }
        }
    }

    private void Append(StreamKey stream, EventRecord appended)
    {
        LogOf(stream).Add(appended);
        foreach (var listener in _listeners.Values.Where(listener => listener.Definition.Stream == stream))
            listener.Append(appended);
    }

    private List<EventRecord> LogOf(StreamKey stream)
    {
        if (!_logs.TryGetValue(stream, out var log))
            _logs.Add(stream, log = []);
        return log;
    }

    private DurableGroup GroupOf(Guid group)
    {
        if (!_groups.TryGetValue(group, out var known))
            _groups.Add(group, known = new DurableGroup());
        return known;
    }
}
