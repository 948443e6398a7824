using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Finds where a mutation says something new in the fields that a rule speaks of. Only there the rule is asked: what was so before stays,
/// though it was said before the rule was there, so that everything else of such an object can be changed.
/// </summary>
internal static class FreshSegments
{
    /// <summary>The parts of the state afterwards in which the object was not active before, or one of the fields had another value.</summary>
    /// <param name="change">The change.</param>
    /// <param name="fields">The fields.</param>
    public static ImmutableArray<Segment> Of(ObjectChange change, params ReadOnlySpan<FieldDefinition> fields)
    {
        if (change.Before is not { } before)
            return change.After.Segments;
        var fresh = ImmutableArray.CreateBuilder<Segment>();
        var first = 0;
        foreach (var segment in change.After.Segments)
        {
            // Both are in order of time, so those that end before this one begins are behind.
            while (first < before.Segments.Length && before.Segments[first].Interval.To <= segment.Interval.From)
                first++;
            var told = ImmutableArray.CreateBuilder<GrainInterfaces.Validity>();
            for (var i = first; i < before.Segments.Length && before.Segments[i].Interval.From < segment.Interval.To; i++)
            {
                if (Alike(before.Segments[i].Values, segment.Values, fields))
                    told.Add(before.Segments[i].Interval);
            }
            foreach (var part in Intervals.Except([segment.Interval], Intervals.Union(told)))
                fresh.Add(segment with { Interval = part });
        }
        return fresh.ToImmutable();
    }

    /// <summary>Whether fields have the same values, of which none is one.</summary>
    /// <param name="one">Values.</param>
    /// <param name="other">Other values of the same type.</param>
    /// <param name="fields">The fields.</param>
    public static bool Alike(FieldValues one, FieldValues other, params ReadOnlySpan<FieldDefinition> fields)
    {
        foreach (var field in fields)
        {
            if (!Equals(one[field], other[field]))
                return false;
        }
        return true;
    }
}
