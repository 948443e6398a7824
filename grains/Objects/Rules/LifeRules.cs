using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Says where a change that can end something may begin: within the life of the object that it is of, so that a mistyped year does
/// not erase a life. OS2mo has this rule for the termination of organisation units, and for setting their relations
/// (V_DATE_OUTSIDE_ORG_UNIT_RANGE); here it holds for all types, each with its own code.
/// </summary>
/// <param name="calendar">Writes days.</param>
internal sealed class LifeRules(ValidityCalendar calendar)
{
    /// <summary>
    /// Checks that a termination begins at an instant at which the object is active, its first instant included. Where nothing changes because
    /// the object ended then already, or what is to be taken away is gone from its beginning, it is taken too: a termination may be repeated.
    /// </summary>
    /// <param name="change">What was asked for; of objects that end with another this is not asked.</param>
    /// <returns>What is wrong; null when nothing is, and for other mutations.</returns>
    public Refusal? Check(ObjectChange change)
    {
        if (change.Draft.Kind != MutationKind.Terminate || change.Before is not { } before)
            return null;
        var interval = change.Draft.Interval;
        var life = Derivation.Presence(before);
        if (IsActive(life, interval.From) || (!change.Changed && (life.IsEmpty || life.Any(part => part.To == interval.From || part.From == interval.To))))
            return null;
        // Without `from` the termination begins at `to`, and has no end.
        var end = interval.To == DateTimeOffset.MaxValue ? "to" : "from";
        return new Refusal(
            change.Type.Codes.Outside,
            $"The {change.Object.Type} '{change.Object.Uuid:D}' cannot be terminated within {calendar.Describe(interval)}: a termination begins "
                + $"where the object is active, and {Describe(life)}.",
            $"{change.Draft.Path}.{end}");
    }

    /// <summary>Checks that the relations of an object are set from an instant on at which the object is active.</summary>
    /// <param name="draft">What is to be.</param>
    /// <param name="origin">The object's state.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public Refusal? Check(RelationDraft draft, ObjectState origin)
    {
        var life = Derivation.Presence(origin);
        if (IsActive(life, draft.Interval.From))
            return null;
        return new Refusal(
            origin.Type.Codes.Outside,
            $"The relations of {origin.Type} '{draft.Origin:D}' cannot be set within {calendar.Describe(draft.Interval)}: that begins where the "
                + $"object is active, and {Describe(life)}.",
            $"{draft.Path}.validity.from");
    }

    private static bool IsActive(ImmutableArray<Validity> life, DateTimeOffset instant) => life.Any(part => part.Contains(instant));

    private string Describe(ImmutableArray<Validity> life) => life.IsEmpty
        ? "it is not active at any time"
        : $"it is active within {string.Join(", ", life.Select(calendar.Describe))}";
}
