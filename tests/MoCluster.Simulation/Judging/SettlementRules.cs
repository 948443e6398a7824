using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// An open number stays open until a client acknowledges it with a token of the current position, or it is superseded, through silencing,
/// parking, replays, nacks and lost silos.
/// </summary>
internal static class SettlementRules
{
    /// <summary>Judges what a commit settles.</summary>
    public static IEnumerable<Violation> Check(Decision decision, DurableListener listener, ListenerProgress progress)
    {
        if (progress.Frontier < listener.Frontier || progress.Frontier > listener.Head)
            yield return new Violation("settlement", $"{decision.Of(listener)} the frontier goes from {listener.Frontier} to {progress.Frontier} of {listener.Head}");
        foreach (var number in decision.SettledOf(listener))
        {
            // While the listener is suspended, the log trims events that it has not read.
            if (!listener.IsSupersedable(number) && !IsLate(listener, number) && listener.Definition.Suspension is null
                && !decision.Requests.IsAcknowledged(listener.Definition.Uuid, listener.Position, number, decision.Moment))
            {
                yield return new Violation(
                    "settlement",
                    $"{decision.Of(listener)} {listener.Event(number).Subject}#{number} is settled, but was neither acknowledged at position {listener.Position} nor superseded");
            }
        }

        foreach (var row in progress.Rows)
        {
            var open = listener.OpenOf(row.Subject);
            foreach (var record in row.Events)
            {
                if (!open.Contains(record.Number))
                    yield return new Violation("settlement", $"{decision.Of(listener)} the row of {row.Subject} opens #{record.Number} again");
            }
        }
    }

    /// <summary>
    /// Whether a lease stood that had been given something newer of the subject: an older number that a lane yields later is superseded by
    /// it.
    /// </summary>
    private static bool IsLate(DurableListener listener, long number) =>
        listener.Leases.GetValueOrDefault(listener.Event(number).Subject) is { } lease && lease.Position == listener.Position && lease.Latest > number
        && !lease.Entry.Numbers.Contains(number);
}
