using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks that an object has the same value in a field as the object to which it refers (<see cref="AgreementDefinition"/>). It checks from both
/// sides: when the object changes, and when the object to which it refers changes.
/// </summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="calendar">Writes intervals for people.</param>
internal sealed class AgreementRule(ObjectCatalogue catalogue, ValidityCalendar calendar)
{
    private readonly ILookup<string, (TypeDefinition Type, AgreementDefinition Agreement)> _byTarget = catalogue.Types
        .SelectMany(type => type.Agreements.Select(agreement => (Type: type, Agreement: agreement)))
        .ToLookup(item => item.Agreement.Reference.Target!, StringComparer.Ordinal);

    /// <summary>Whether the rule concerns objects of a type.</summary>
    /// <param name="type">The type.</param>
    public bool Concerns(TypeDefinition type) => !type.Agreements.IsEmpty || _byTarget.Contains(type.Name);

    /// <summary>Checks a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="scene">The other objects.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public async ValueTask<Refusal?> CheckAsync(ObjectChange change, RuleScene scene)
    {
        foreach (var agreement in change.Type.Agreements)
        {
            if (await CheckReferenceAsync(change, agreement, scene) is { } refusal)
                return refusal;
        }
        foreach (var (type, agreement) in _byTarget[change.Object.Type])
        {
            if (await CheckReferrersAsync(change, type, agreement, scene) is { } refusal)
                return refusal;
        }
        return null;
    }

    private async ValueTask<Refusal?> CheckReferenceAsync(ObjectChange change, AgreementDefinition agreement, RuleScene scene)
    {
        var fresh = FreshSegments.Of(change, agreement.Reference, agreement.Field)
            .Where(segment => segment.Values[agreement.Reference] is not null).ToArray();
        await scene.ReadAsync(fresh.Select(segment => Target(agreement, segment)));
        foreach (var segment in fresh)
        {
            var target = Target(agreement, segment);
            // The rules of references check that the target is active throughout.
            if (scene.Look(target) is not { } state)
                continue;
            var theirs = state.Type[agreement.Field.Name];
            foreach (var other in state.Segments.Where(other => other.Interval.Overlaps(segment.Interval)))
            {
                if (!Equals(other.Values[theirs], segment.Values[agreement.Field]))
                    return Broken(agreement, target, other, theirs, change.Object, change.PathOf(agreement.Reference.Name));
            }
        }
        return null;
    }

    private async ValueTask<Refusal?> CheckReferrersAsync(
        ObjectChange change, TypeDefinition type, AgreementDefinition agreement, RuleScene scene)
    {
        // No object refers to a new one.
        if (change.Before is null)
            return null;
        var field = change.Type[agreement.Field.Name];
        var before = change.Before.Presence();
        var fresh = FreshSegments.Of(change, field).Where(segment => Intervals.Overlap(before, segment.Interval)).ToArray();
        if (fresh.Length == 0)
            return null;
        var intervals = Intervals.Union(fresh.Select(segment => segment.Interval));
        var targets = new Dictionary<ObjectKey, ImmutableArray<Validity>> { [change.Object] = intervals };
        if (await scene.ReferrersAsync(type, agreement.Reference, targets, change.Object) is not { } referrers)
            return LinkedRules.TooMany(change.Object, change.Draft.Path);
        foreach (var referrer in referrers[change.Object].Order())
        {
            foreach (var theirs in scene.Look(referrer)?.Segments ?? [])
            {
                if (theirs.Values[agreement.Reference] is not FieldValue.Uuid { Value: var uuid } || uuid != change.Object.Uuid)
                    continue;
                foreach (var segment in fresh.Where(segment => segment.Interval.Overlaps(theirs.Interval)))
                {
                    if (!Equals(segment.Values[field], theirs.Values[agreement.Field]))
                        return Broken(agreement, change.Object, segment, field, referrer, change.PathOf(field.Name));
                }
            }
        }
        return null;
    }

    private Refusal Broken(
        AgreementDefinition agreement, ObjectKey target, Segment segment, FieldDefinition field, ObjectKey referrer, string path)
    {
        var says = segment.Values[field] is { } value ? $"has the {field.Name} '{value.Canonical}'" : $"has no {field.Name}";
        return new Refusal(
            agreement.Code,
            $"{agreement.Message} The {target.Type} '{target.Uuid:D}' {says} within {calendar.Describe(segment.Interval)}; "
            + $"the {referrer.Type} '{referrer.Uuid:D}', which refers to it, has a different one.",
            path);
    }

    private static ObjectKey Target(AgreementDefinition agreement, Segment segment) =>
        new(agreement.Reference.Target!, ((FieldValue.Uuid)segment.Values[agreement.Reference]!).Value);
}
