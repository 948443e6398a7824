using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// What refusals say of references: to what is not there, to what is not there all the time, and from what would be left behind.
/// </summary>
/// <param name="catalogue">Tells the codes of the types.</param>
/// <param name="calendar">Writes intervals.</param>
internal sealed class ReferenceRules(ObjectCatalogue catalogue, ValidityCalendar calendar)
{
    private const int Named = 3;

    /// <summary>Checks that the target of a reference is active throughout it.</summary>
    /// <param name="change">Who refers.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="presence">Where the target is active; null where there is no such object, or where it was deleted.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
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

    /// <summary>Says that the target of a reference is not active throughout it.</summary>
    /// <param name="change">Who refers.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="found">What was found instead.</param>
    public Refusal NotCovered(ObjectChange change, Reference reference, string found) => Absent(
        change,
        reference,
        catalogue[reference.Target.Type].Codes.Outside,
        $"The {Name(reference.Target)}{As(change, reference)}, does not cover that: {found}.");

    /// <summary>Says that an object may not end where others refer to it.</summary>
    /// <param name="change">What ends.</param>
    /// <param name="holders">Who refers to it within what ends; not empty.</param>
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

    /// <summary>Says that an object may not end where somebody came to refer to it since it was looked at.</summary>
    /// <param name="change">What ends.</param>
    /// <param name="holder">Who refers to it, as <c>type/uuid</c>; null when the store does not say.</param>
    /// <param name="found">What the store found.</param>
    public Refusal StillReferenced(ObjectChange change, string? holder, string found)
    {
        var codes = change.Type.Codes;
        return new Refusal(
            holder is null ? codes.Dependents : codes.StillReferenced(change.Object.Type, [ObjectKey.Parse(holder).Type]),
            $"The {Name(change.Object)} cannot end within {string.Join(", ", change.Gone.Select(calendar.Describe))}: {found}. "
            + "End that first, or have it refer to another.",
            change.Draft.Path);
    }

    /// <summary>Says that too many refer to an object for one mutation.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="limit">The most.</param>
    /// <param name="path">Where the input stands.</param>
    public static Refusal TooMany(ObjectKey subject, int limit, string path) => new(RefusalCode.InvalidInput,
        $"More than {limit} references lead to {Name(subject)} within the interval; one mutation changes that many objects at most. "
        + "End some of those that refer to it first.", path);

    /// <summary>Says that an acyclic reference would lead back.</summary>
    /// <param name="change">What moves.</param>
    /// <param name="cycle">The reference that closes the circle, with the stretch of time.</param>
    public Refusal Cycle(ObjectChange change, ReferenceRow cycle)
    {
        var through = cycle.Source == change.Object ? "itself" : $"{Name(cycle.Source)}, which is below it";
        return new Refusal(change.Type.Codes.Cycle, $"'{change.Type[cycle.Reference.Field].InputName}' of {Name(change.Object)} would lead "
            + $"back to it through {through}, within {calendar.Describe(cycle.Reference.Interval)}.", change.PathOf(cycle.Reference.Field));
    }

    /// <summary>Says that there are too many objects above one that moves.</summary>
    /// <param name="change">What moves.</param>
    /// <param name="field">The field by which it moves.</param>
    /// <param name="limit">The most.</param>
    public static Refusal TooHigh(ObjectChange change, FieldDefinition field, int limit) => new(RefusalCode.InvalidInput,
        $"More than {limit} objects stand above {Name(change.Object)} by '{field.InputName}'; that many are looked at, to find whether one "
        + "of them is below it.", change.PathOf(field.Name));

    /// <summary>A target that is not there, in the words of a rule that has some for it.</summary>
    private static Refusal Absent(ObjectChange change, Reference reference, string code, string message)
    {
        var rule = change.Type.Agreements.FirstOrDefault(rule => rule.CoversAbsence && rule.Reference.Name == reference.Field);
        return new Refusal(rule?.Code ?? code, rule is null ? message : $"{rule.Message} {message}", change.PathOf(reference.Field));
    }

    private string As(ObjectChange change, Reference reference) =>
        $", to which '{change.Type[reference.Field].InputName}' of {Name(change.Object)} refers within {calendar.Describe(reference.Interval)}";

    private static string Name(ObjectKey key) => $"{key.Type} '{key.Uuid:D}'";
}
