using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks that a change which can end something begins while its object is active, so that a mistyped year does not erase a life. OS2mo has
/// this rule for the termination of organisation units and for setting their relations (V_DATE_OUTSIDE_ORG_UNIT_RANGE). Here it holds for all
/// types, each with its own code.
/// </summary>
/// <param name="calendar">Writes intervals for people.</param>
internal sealed class LifeRules(ValidityCalendar calendar)
{
    /// <summary>
    /// Checks that a termination begins at an instant at which the object is active. The object's first instant is allowed. A termination may be
    /// repeated: one that changes nothing, because the object ended at that instant already or the interval was terminated before, is allowed too.
    /// </summary>
    /// <param name="change">The change that the caller asked for. Objects that end with another one are not checked.</param>
    /// <returns>The refusal; null when nothing is wrong, and for mutations other than terminations.</returns>
    public Refusal? Check(ObjectChange change)
    {
        if (change.Draft.Kind != MutationKind.Terminate || change.Before is not { } before)
            return null;
        var interval = change.Draft.Interval;
        var life = before.Presence();
        if (IsActive(life, interval.From) || (!change.Changed && (life.IsEmpty || life.Any(part => part.To == interval.From || part.From == interval.To))))
            return null;
        // Without `from`, the termination begins at `to` and has no end.
        var end = interval.To == DateTimeOffset.MaxValue ? "to" : "from";
        return new Refusal(
            change.Type.Codes.Outside,
            $"The {change.Object.Type} '{change.Object.Uuid:D}' cannot be terminated within {calendar.Describe(interval)}: a termination must begin "
                + $"while the object is active, and {Describe(life)}.",
            $"{change.Draft.Path}.{end}");
    }

    /// <summary>Checks that the relations of an object are set from an instant at which the object is active.</summary>
    /// <param name="draft">The relations to be set.</param>
    /// <param name="origin">The object's state.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public Refusal? Check(RelationDraft draft, ObjectState origin)
    {
        var life = origin.Presence();
        if (IsActive(life, draft.Interval.From))
            return null;
        return new Refusal(
            origin.Type.Codes.Outside,
            $"The relations of {origin.Type} '{draft.Origin:D}' cannot be set within {calendar.Describe(draft.Interval)}: that must begin while the "
                + $"object is active, and {Describe(life)}.",
            $"{draft.Path}.validity.from");
    }

    private static bool IsActive(ImmutableArray<Validity> life, DateTimeOffset instant) => life.Any(part => part.Contains(instant));

    private string Describe(ImmutableArray<Validity> life) => life.IsEmpty
        ? "it is not active at any time"
        : $"it is active within {string.Join(", ", life.Select(calendar.Describe))}";
}
