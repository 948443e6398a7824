using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.Simulation.Plans;

namespace MoCluster.Simulation;

/// <summary>
/// Reduces a failing plan to a small one that still breaks the same promise. It leaves out parts, halves first, under the same order of
/// turns and under a few others.
/// </summary>
internal sealed class Shrinker
{
    private const int Orders = 4;

    private readonly string _rule;
    private readonly TimeSpan _limit;
    private readonly long _started = Stopwatch.GetTimestamp();
    private Plan _best;

    private Shrinker(Plan plan, string rule, TimeSpan limit) => (_best, _rule, _limit) = (plan, rule, limit);

    /// <summary>Shrinks a plan.</summary>
    /// <param name="plan">The failing plan.</param>
    /// <param name="rule">The promise that it breaks.</param>
    /// <param name="limit">How long to try.</param>
    public static Plan Shrink(Plan plan, string rule, TimeSpan limit)
    {
        var shrinker = new Shrinker(plan, rule, limit);
        int before;
        do
        {
            before = shrinker._best.Size;
            shrinker.Round();
        }
        while (shrinker._best.Size < before && !shrinker.IsOver);
        return shrinker._best;
    }

    private bool IsOver => Stopwatch.GetElapsedTime(_started) > _limit;

    private void Round()
    {
        LeaveOut(plan => plan.Faults, (plan, faults) => plan with { Faults = faults });
        LeaveOut(plan => plan.Changes, (plan, changes) => plan with { Changes = changes });
        LeaveOut(plan => plan.Entries, (plan, entries) => plan with { Entries = entries });
        LeaveOut(plan => plan.Moves, (plan, moves) => plan with { Moves = moves });
        LeaveOut(plan => plan.Deliveries, (plan, deliveries) => plan with { Deliveries = deliveries });
        LeaveOut(plan => plan.Pauses, (plan, pauses) => plan with { Pauses = pauses });
        LeaveOut(plan => plan.Consumers, (plan, consumers) => plan with { Consumers = consumers });
        LeaveOut(plan => plan.Listeners, (plan, listeners) => plan with { Listeners = listeners });
        LeaveOut(plan => plan.Publications, (plan, publications) => plan with { Publications = publications });
        for (var i = 0; i < _best.Publications.Length; i++)
        {
            var place = i;
            if (_best.Publications[place].Events.Length > 1)
            {
                LeaveOut(
                    plan => plan.Publications[place].Events,
                    (plan, events) => plan with { Publications = plan.Publications.SetItem(place, plan.Publications[place] with { Events = events }) });
            }
        }

        for (var i = 0; i < _best.Consumers.Length; i++)
        {
            while (_best.Consumers[i].Rounds > 1
                && Try(_best with { Consumers = _best.Consumers.SetItem(i, _best.Consumers[i] with { Rounds = _best.Consumers[i].Rounds / 2 }) }))
            {
                // Fewer rounds may suffice.
            }
        }

        while (_best.Silos > 1 && Try(_best with { Silos = _best.Silos - 1 }))
        {
            // Fewer silos may suffice.
        }

        if (_best.Tight)
            Try(_best with { Tight = false });
    }

    private void LeaveOut<T>(Func<Plan, ImmutableArray<T>> parts, Func<Plan, ImmutableArray<T>, Plan> with)
    {
        for (var length = Math.Max(1, parts(_best).Length / 2); ; length /= 2)
        {
            for (var from = 0; from < parts(_best).Length;)
            {
                var now = parts(_best);
                if (!Try(with(_best, now.RemoveRange(from, Math.Min(length, now.Length - from)))))
                    from += length;
            }

            if (length <= 1)
                return;
        }
    }

    private bool Try(Plan plan)
    {
        if (plan.Publications.Any(publication => publication.Events.IsEmpty))
            return false;
        for (var order = 0; order < Orders && !IsOver; order++)
        {
            // The same order first: most left-out parts have nothing to do with the failure.
            var candidate = plan with { Seed = plan.Seed + order };
            if (Simulator.Run(candidate).Violations.All(violation => violation.Rule != _rule))
                continue;
            _best = candidate;
            return true;
        }

        return false;
    }
}
