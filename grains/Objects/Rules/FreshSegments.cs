using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Finds the intervals in which a mutation gives new values to the fields of a rule. Only there is the rule checked. Earlier values stay even
/// if they break the rule, since they may be older than the rule, and the other fields of such an object must remain changeable.
/// </summary>
internal static class FreshSegments
{
    /// <summary>The parts of the state after a change in which the object was not active before, or one of the fields had another value.</summary>
    /// <param name="change">The change.</param>
    /// <param name="fields">The fields of the rule.</param>
    public static ImmutableArray<Segment> Of(ObjectChange change, params ReadOnlySpan<FieldDefinition> fields)
    {
        if (change.Before is not { } before)
            return change.After.Segments;
        var fresh = ImmutableArray.CreateBuilder<Segment>();
        var first = 0;
        foreach (var segment in change.After.Segments)
        {
            // Both lists are in order of time, so segments that end before this one begins need not be looked at again.
            while (first < before.Segments.Length && before.Segments[first].Interval.To <= segment.Interval.From)
                first++;
            var same = ImmutableArray.CreateBuilder<GrainInterfaces.Validity>();
            for (var i = first; i < before.Segments.Length && before.Segments[i].Interval.From < segment.Interval.To; i++)
            {
                if (Alike(before.Segments[i].Values, segment.Values, fields))
                    same.Add(before.Segments[i].Interval);
            }
            foreach (var part in Intervals.Except([segment.Interval], Intervals.Union(same)))
                fresh.Add(segment with { Interval = part });
        }
        return fresh.ToImmutable();
    }

    /// <summary>Whether fields have the same values. Two fields without a value are the same.</summary>
    /// <param name="one">The values of one segment.</param>
    /// <param name="other">The values of another segment of the same type.</param>
    /// <param name="fields">The fields to compare.</param>
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
