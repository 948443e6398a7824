using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.States;

/// <summary>Finds the objects to which a state refers, and when: the rows by which the store guards references (docs/architecture.md §4).</summary>
public static class StateReferences
{
    /// <summary>
    /// The references of a state, ordered by field, target and time. References of one field to one target that touch are joined.
    /// </summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<Reference> Of(ObjectState state)
    {
        var found = new List<Reference>();
        foreach (var segment in state.Segments)
        {
            foreach (var field in state.Type.ReferenceFields)
            {
                foreach (var target in Targets(segment.Values[field]))
                    found.Add(new Reference(field.Name, new ObjectKey(field.Target!, target), segment.Interval));
            }
        }

        found.Sort(Compare);
        var joined = ImmutableArray.CreateBuilder<Reference>(found.Count);
        foreach (var reference in found)
        {
            if (joined.Count > 0 && joined[^1] is var last && (last.Field, last.Target) == (reference.Field, reference.Target)
                && reference.Interval.From <= last.Interval.To)
            {
                joined[^1] = last with { Interval = new Validity(last.Interval.From, Intervals.Later(last.Interval.To, reference.Interval.To)) };
            }
            else
            {
                joined.Add(reference);
            }
        }

        return joined.DrainToImmutable();
    }

    private static int Compare(Reference left, Reference right)
    {
        var order = string.CompareOrdinal(left.Field, right.Field);
        order = order != 0 ? order : left.Target.CompareTo(right.Target);
        return order != 0 ? order : left.Interval.From.CompareTo(right.Interval.From);
    }

    private static ImmutableArray<Guid> Targets(FieldValue? value) => value switch
    {
        FieldValue.Uuid uuid => [uuid.Value],
        FieldValue.Uuids uuids => uuids.Values,
        _ => [],
    };
}
