using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Turns the setting of an object's relations into mutations of relations. A relation is an object that holds both of its ends. It has no
/// direction, so either end can take it away, and its uuid follows from its ends, so it is never made twice.
/// </summary>
public static class RelatedUnits
{
    /// <summary>The uuid of the relation between two objects. Their order does not matter.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">The other end.</param>
    public static Guid Uuid(Guid a, Guid b)
    {
        var ends = a.CompareTo(b) < 0 ? $"{a:D} {b:D}" : $"{b:D} {a:D}";
        return NamedUuid.Of($"mocluster relation {ends}");
    }

    /// <summary>Makes the mutations of relations that set an object's relations. Many of them may change nothing.</summary>
    /// <param name="draft">The relations to be set.</param>
    /// <param name="found">
    /// The relations that exist and were not deleted, by uuid: those in which the origin has an end, and those under the uuid of a relation
    /// to a destination.
    /// </param>
    /// <returns>The mutations, in ascending order of the relations' uuids.</returns>
    public static ImmutableArray<MutationDraft> Plan(RelationDraft draft, IReadOnlyDictionary<Guid, ObjectState> found)
    {
        var field = draft.Mutator.Relate!.Field;
        var planned = new SortedDictionary<Guid, MutationDraft>();
        foreach (var destination in draft.Destinations)
        {
            var ends = new FieldValue.Uuids([draft.Origin, destination]);
            var same = found.Where(item => item.Value.Segments.Any(segment => ends.Equals(segment.Values[field]))).Select(item => item.Key);
            var uuid = same.DefaultIfEmpty(Uuid(draft.Origin, destination)).Min();
            ImmutableArray<FieldChange> changes = [new FieldChange(field, ends)];
            planned[uuid] = found.ContainsKey(uuid)
                ? Draft(draft, MutationKind.Edit, uuid) with { Changes = changes }
                : Draft(draft, MutationKind.Create, uuid) with { Changes = FieldDefaults.Fill(draft.Mutator.Type, uuid, changes) };
        }
        foreach (var (uuid, state) in found)
        {
            if (!planned.ContainsKey(uuid) && state.Segments.Any(segment => segment.Interval.Overlaps(draft.Interval)))
                planned[uuid] = Draft(draft, MutationKind.Terminate, uuid);
        }
        return [.. planned.Values];
    }

    private static MutationDraft Draft(RelationDraft relation, MutationKind kind, Guid uuid) => new()
    {
        Mutator = relation.Mutator,
        Kind = kind,
        Subject = uuid,
        Interval = relation.Interval,
        Path = relation.Path,
    };
}
