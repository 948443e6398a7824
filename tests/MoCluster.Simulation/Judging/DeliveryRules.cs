using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.History;
using MoCluster.Simulation.Faults;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// The promises about deliveries of after triggers (docs/guarantees.md §1), judged by the commits of a run and by what the targets saw.
/// </summary>
internal sealed class DeliveryRules
{
    private readonly RunRecord _record;
    private readonly Plan _plan;
    private readonly IReadOnlyDictionary<Guid, long> _removed;
    private readonly Dictionary<long, (DeliveryKey Key, long Moment)> _written = [];
    private readonly Dictionary<long, List<(long Moment, DeliveryChange Change)>> _changes = [];

    private DeliveryRules(RunRecord record, Plan plan, IReadOnlyDictionary<Guid, long> removed)
    {
        (_record, _plan, _removed) = (record, plan, removed);

        // The stores of a run give numbers without gaps, in the order of the commits.
        var last = 0L;
        foreach (var made in record.Commits)
        {
            foreach (var write in made.Commit.Deliveries)
                _written.Add(++last, (new DeliveryKey(write.Registration, write.Object, last), made.Moment));
            foreach (var change in made.Commit.DeliveryChanges)
                Of(change.Delivery.Number).Add((made.Moment, change));
        }
    }

    /// <summary>Whether no activation ever ends with deliveries in hand, so that nothing is made twice by another.</summary>
    private bool IsCalm => _plan.Faults.All(fault =>
        fault is Fault.Store or Fault.Doorbells or Fault.ClockJump || (fault is Fault.StoreCrash && !_plan.IsEmbedded));

    /// <summary>Judges a run.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="plan">What was planned.</param>
    /// <param name="removed">When registrations were removed.</param>
    public static IEnumerable<Violation> Check(RunRecord record, Plan plan, IReadOnlyDictionary<Guid, long> removed)
    {
        if (plan.Targets.IsEmpty)
            return [];
        var rules = new DeliveryRules(record, plan, removed);
        return [.. rules.Sent(), .. rules.Settled(), .. rules.Repeated()];
    }

    /// <summary>What is sent was written, and everything before it of its object was made or set aside.</summary>
    private IEnumerable<Violation> Sent()
    {
        foreach (var sent in _record.Sent)
        {
            var key = sent.Delivery;
            if (!_written.TryGetValue(key.Number, out var written) || written.Key != key || written.Moment > sent.Began)
                yield return new Violation("delivery", $"{sent.Silo} made #{key.Number} of {key.Object}, which no commit wrote before");
            foreach (var (number, earlier) in _written)
            {
                var isBefore = number < key.Number && earlier.Key.Registration == key.Registration && earlier.Key.Object == key.Object;
                if (isBefore && !Of(number).Exists(each => each.Moment < sent.Began && each.Change is DeliveryChange.Delivered or DeliveryChange.Parked))
                    yield return new Violation("delivery order", $"{sent.Silo} made #{key.Number} of {key.Object} while #{number} of the same object waited");
            }
        }
    }

    /// <summary>What is settled was accepted, and at the end everything is settled.</summary>
    private IEnumerable<Violation> Settled()
    {
        foreach (var (number, (key, _)) in _written)
        {
            var attempts = _plan.Targets.First(target => target.Registration == key.Registration).Attempts;
            foreach (var (moment, change) in Of(number))
            {
                if (change is DeliveryChange.Retried retried && retried.Attempts >= attempts)
                    yield return new Violation("delivery attempts", $"#{number} of {key.Object} is tried again after {retried.Attempts} attempts of {attempts}");
                if (change is not DeliveryChange.Delivered)
                    continue;
                var isRightful = _record.Sent.Exists(sent => sent.Delivery == key && sent.Accepted < moment)
                    || (_record.Skipped.TryGetValue(number, out var skipped) && skipped < moment)
                    || (_removed.TryGetValue(key.Registration, out var removed) && removed < moment);
                if (!isRightful)
                    yield return new Violation("delivery", $"#{number} of {key.Object} was deleted, though its target never accepted it");
            }

            if (!Of(number).Exists(each => each.Change is DeliveryChange.Delivered))
                yield return new Violation("delivery", $"#{number} of {key.Object} was never made");
        }
    }

    /// <summary>Nothing is made again after it was answered as done, and nothing before its time, unless an activation ended in between.</summary>
    private IEnumerable<Violation> Repeated()
    {
        if (!IsCalm)
            yield break;
        foreach (var made in _record.Sent.GroupBy(sent => sent.Delivery))
        {
            if (made.Count(sent => sent.Outcome is DeliveryOutcome.Delivered) > 1)
                yield return new Violation("delivery once", $"#{made.Key.Number} of {made.Key.Object} was made again after it was answered as done");
            foreach (var sent in made)
            {
                var last = Of(made.Key.Number).LastOrDefault(each => each.Moment < sent.Began).Change;
                if (last is DeliveryChange.Retried retried && retried.Due > sent.Now)
                    yield return new Violation("delivery back-off", $"#{made.Key.Number} of {made.Key.Object} was made {retried.Due - sent.Now} before its time");
                if (last is DeliveryChange.Parked)
                    yield return new Violation("delivery parked", $"#{made.Key.Number} of {made.Key.Object} was made though it is parked");
            }
        }
    }

    private List<(long Moment, DeliveryChange Change)> Of(long number) =>
        _changes.TryGetValue(number, out var changes) ? changes : _changes[number] = [];
}
