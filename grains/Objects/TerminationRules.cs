using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects;

/// <summary>
/// Says where a termination may begin: within the object's life, so that a mistyped year does not erase it. OS2mo has this rule for
/// organisation units (V_DATE_OUTSIDE_ORG_UNIT_RANGE); here it holds for all types, each with its own code.
/// </summary>
/// <param name="calendar">Writes days.</param>
internal sealed class TerminationRules(ValidityCalendar calendar)
{
    /// <summary>
    /// Checks that a termination begins at an instant at which the object is active, its first instant included. The instant at which
    /// the object ended already is taken too where nothing changes, so that a termination may be repeated.
    /// </summary>
    /// <param name="change">What was asked for; of objects that end with another this is not asked.</param>
    /// <returns>What is wrong; null when nothing is, and for other mutations.</returns>
    public Refusal? Check(ObjectChange change)
    {
        if (change.Draft.Kind != MutationKind.Terminate || change.Before is not { } before)
            return null;
        var interval = change.Draft.Interval;
        var presence = Derivation.Presence(before);
        if (presence.Any(part => part.Contains(interval.From)))
            return null;
        if (!change.Changed && presence.Any(part => part.To == interval.From))
            return null;
        // Without `from` the termination begins at `to`, and has no end.
        var open = interval.To == DateTimeOffset.MaxValue;
        var life = presence.IsEmpty ? "it is not active at any time" : $"it is active within {string.Join(", ", presence.Select(calendar.Describe))}";
        return new Refusal(
            change.Type.Codes.Outside,
            $"The {change.Object.Type} '{change.Object.Uuid:D}' cannot be terminated within {calendar.Describe(interval)}: {life}, and a "
                + "termination begins within that.",
            $"{change.Draft.Path}.{(open ? "to" : "from")}");
    }
}
