using System.Collections.Immutable;
using System.Globalization;
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
/// Checks that no two objects of a type that refer to the same object are alike at any instant (<see cref="ExclusionDefinition"/>).
/// </summary>
/// <param name="calendar">Writes intervals for people.</param>
internal sealed class ExclusionRule(ValidityCalendar calendar)
{
    /// <summary>Checks a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="exclusion">A rule of the object's type.</param>
    /// <param name="scene">The other objects.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public async ValueTask<Refusal?> CheckAsync(ObjectChange change, ExclusionDefinition exclusion, RuleScene scene)
    {
        FieldDefinition[] fields = [exclusion.Within, .. exclusion.Same, .. exclusion.Primary is { } primary ? [primary] : Array.Empty<FieldDefinition>()];
        var fresh = await ComparedAsync(exclusion, FreshSegments.Of(change, fields), scene);
        if (fresh.IsEmpty)
            return null;
        var targets = fresh.GroupBy(segment => Uuid(segment, exclusion.Within)).ToDictionary(
            group => new ObjectKey(exclusion.Within.Target!, group.Key), group => Intervals.Union(group.Select(segment => segment.Interval)));
        if (await scene.ReferrersAsync(change.Type, exclusion.Within, targets, change.Object) is not { } referrers)
            return LinkedRules.TooMany(targets.Keys.First(), change.PathOf(exclusion.Within.Name));
        foreach (var other in referrers.SelectMany(sources => sources).Distinct().Order())
        {
            var theirs = (scene.Look(other)?.Segments ?? []).Where(segment => fresh.Any(own => AreAlike(exclusion, own, segment)));
            foreach (var segment in await ComparedAsync(exclusion, theirs, scene))
            {
                if (fresh.Any(own => AreAlike(exclusion, own, segment)))
                    return Broken(change, exclusion, other, segment.Interval);
            }
        }
        return null;
    }

    /// <summary>The parts of segments that the rule compares: those that have the reference and, where the rule asks for it, are primary.</summary>
    private static async ValueTask<ImmutableArray<Segment>> ComparedAsync(
        ExclusionDefinition exclusion, IEnumerable<Segment> segments, RuleScene scene)
    {
        ImmutableArray<Segment> compared = [.. segments.Where(segment => segment.Values[exclusion.Within] is not null)];
        if (exclusion.Primary is not { } primary)
            return compared;
        compared = compared.RemoveAll(segment => segment.Values[primary] is null);
        await scene.ReadAsync(compared.Select(segment => new ObjectKey(primary.Target!, Uuid(segment, primary))));
        var parts = ImmutableArray.CreateBuilder<Segment>();
        foreach (var segment in compared)
        {
            foreach (var told in scene.Look(new ObjectKey(primary.Target!, Uuid(segment, primary)))?.Segments ?? [])
            {
                if (IsPrimary(told.Values) && told.Interval.Overlaps(segment.Interval))
                    parts.Add(segment with { Interval = Intervals.Common(told.Interval, segment.Interval) });
            }
        }
        return parts.ToImmutable();
    }

    private static bool IsPrimary(FieldValues values) =>
        values[values.Type["scope"]] is { } scope
        && int.TryParse(scope.Canonical, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= ExclusionDefinition.LeastPrimaryScope;

    private static bool AreAlike(ExclusionDefinition exclusion, Segment one, Segment other) =>
        one.Interval.Overlaps(other.Interval)
        && FreshSegments.Alike(one.Values, other.Values, exclusion.Within)
        && FreshSegments.Alike(one.Values, other.Values, exclusion.Same.AsSpan());

    private Refusal Broken(ObjectChange change, ExclusionDefinition exclusion, ObjectKey other, Validity interval) => new(
        exclusion.Code,
        $"{exclusion.Message.TrimEnd('.')}. The other one is the {other.Type} '{other.Uuid:D}', within {calendar.Describe(interval)}.",
        exclusion.Primary is { } primary ? change.PathOf(primary.Name) : change.Draft.Path);

    private static Guid Uuid(Segment segment, FieldDefinition reference) => ((FieldValue.Uuid)segment.Values[reference]!).Value;
}
