using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks references and words their refusals: the target does not exist, the target is not active throughout, other objects would be left
/// behind, or a reference would form a circle.
/// </summary>
/// <param name="catalogue">The types, which have the codes of refusals.</param>
/// <param name="calendar">Writes intervals for people.</param>
internal sealed class ReferenceRules(ObjectCatalogue catalogue, ValidityCalendar calendar)
{
    private const int Named = 3;

    /// <summary>Checks that the target of a reference is active throughout the reference.</summary>
    /// <param name="change">The change of the object that refers.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="presence">The intervals in which the target is active; null when it does not exist or was deleted.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public Refusal? Check(ObjectChange change, Reference reference, ImmutableArray<Validity>? presence)
    {
        if (presence is not { } active)
        {
            return Absent(
                change,
                reference,
                catalogue[reference.Target.Type].Codes.NotFound,
                $"There is no {Name(reference.Target)}{As(change, reference)}.");
        }
        if (Intervals.Cover(active, reference.Interval))
            return null;
        return NotCovered(change, reference, active.IsEmpty
            ? "it is not active at any time"
            : "it is active only within " + string.Join(", ", active.Select(calendar.Describe)));
    }

    /// <summary>Refuses a reference, because its target is not active throughout the reference's interval.</summary>
    /// <param name="change">The change of the object that refers.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="found">A clause that says when the target is active.</param>
    public Refusal NotCovered(ObjectChange change, Reference reference, string found) => Absent(
        change,
        reference,
        catalogue[reference.Target.Type].Codes.Outside,
        $"The {Name(reference.Target)}{As(change, reference)}, does not cover that: {found}.");

    /// <summary>Refuses the end of an object to which others refer.</summary>
    /// <param name="change">The change that ends the object.</param>
    /// <param name="holders">The references to it at that time; not empty.</param>
    /// <param name="more">Whether there are more than those.</param>
    public Refusal StillReferenced(ObjectChange change, IReadOnlyCollection<ReferenceRow> holders, bool more)
    {
        var code = change.Type.Codes.StillReferenced(change.Object.Type, [.. holders.Select(holder => holder.Source.Type).Distinct()]);
        var named = holders.Take(Named).Select(holder =>
            $"{Name(holder.Source)} by '{holder.Reference.Field}' within {calendar.Describe(holder.Reference.Interval)}");
        var rest = more || holders.Count > Named ? ", and others" : "";
        return new Refusal(code, $"The {Name(change.Object)} cannot end within "
            + $"{string.Join(", ", change.Gone.Select(calendar.Describe))}: it is referred to by {string.Join("; ", named)}{rest}. "
            + "End those first, or have them refer to another.", change.Draft.Path);
    }

    /// <summary>Refuses the end of an object to which another came to refer after the plan was made.</summary>
    /// <param name="change">The change that ends the object.</param>
    /// <param name="holder">The object that refers to it, as <c>type/uuid</c>; null when the store does not say.</param>
    /// <param name="found">A clause that says what the store found.</param>
    public Refusal StillReferenced(ObjectChange change, string? holder, string found)
    {
        var codes = change.Type.Codes;
        return new Refusal(
            holder is null ? codes.Dependents : codes.StillReferenced(change.Object.Type, [ObjectKey.Parse(holder).Type]),
            $"The {Name(change.Object)} cannot end within {string.Join(", ", change.Gone.Select(calendar.Describe))}: {found}. "
            + "End that first, or have it refer to another.",
            change.Draft.Path);
    }

    /// <summary>Refuses a mutation of an object to which too many others refer.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="limit">The most objects that one mutation changes.</param>
    /// <param name="path">The place of the input in the request.</param>
    public static Refusal TooMany(ObjectKey subject, int limit, string path) => new(RefusalCode.InvalidInput,
        $"More than {limit} references lead to {Name(subject)} within the interval; one mutation changes that many objects at most. "
        + "End some of those that refer to it first.", path);

    /// <summary>Refuses an acyclic reference that would lead back to its object.</summary>
    /// <param name="change">The change that moves the object.</param>
    /// <param name="cycle">The reference that closes the circle, with the interval in which it does.</param>
    public Refusal Cycle(ObjectChange change, ReferenceRow cycle)
    {
        var through = cycle.Source == change.Object ? "itself" : $"{Name(cycle.Source)}, which is below it";
        return new Refusal(change.Type.Codes.Cycle, $"'{change.Type[cycle.Reference.Field].InputName}' of {Name(change.Object)} would lead "
            + $"back to it through {through}, within {calendar.Describe(cycle.Reference.Interval)}.", change.PathOf(cycle.Reference.Field));
    }

    /// <summary>Refuses to move an object that would have too many others above it.</summary>
    /// <param name="change">The change that moves the object.</param>
    /// <param name="field">The field by which it moves.</param>
    /// <param name="limit">The most objects that are looked at.</param>
    public static Refusal TooHigh(ObjectChange change, FieldDefinition field, int limit) => new(RefusalCode.InvalidInput,
        $"More than {limit} objects stand above {Name(change.Object)} by '{field.InputName}'. At most that many are looked at to find whether "
        + "one of them is below it.", change.PathOf(field.Name));

    /// <summary>Refuses a target that is absent, with the code and text of the agreement that covers this case, where there is one.</summary>
    private static Refusal Absent(ObjectChange change, Reference reference, string code, string message)
    {
        var rule = change.Type.Agreements.FirstOrDefault(rule => rule.CoversAbsence && rule.Reference.Name == reference.Field);
        return new Refusal(rule?.Code ?? code, rule is null ? message : $"{rule.Message} {message}", change.PathOf(reference.Field));
    }

    private string As(ObjectChange change, Reference reference) =>
        $", to which '{change.Type[reference.Field].InputName}' of {Name(change.Object)} refers within {calendar.Describe(reference.Interval)}";

    private static string Name(ObjectKey key) => $"{key.Type} '{key.Uuid:D}'";
}
