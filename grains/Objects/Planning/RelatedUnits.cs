using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Texts;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Turns the setting of an object's relations into mutations of the relations, each an object that holds both its ends. A relation
/// has no direction, so that either end can take it away; its uuid follows from its ends, so that it is never made twice.
/// </summary>
public static class RelatedUnits
{
    /// <summary>Reads an input of <c>origin</c>, <c>destination</c> and <c>validity</c>.</summary>
    /// <param name="mutator">The family of mutations; one that relates.</param>
    /// <param name="calendar">When validities begin and end.</param>
    /// <param name="input">The input, in which no name stands twice.</param>
    /// <param name="path">What paths of refusals begin with.</param>
    public static Outcome<RelationDraft> Read(MutatorDefinition mutator, ValidityCalendar calendar, JsonElement input, string path = "input")
    {
        if (mutator.Relate is not { } relate)
            return new Refusal(ObjectCode.InvalidOperation, $"'{mutator.Name}' relates nothing.", path);
        if (input.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected an object.", path);
        string[] names = ["uuid", "origin", "destination", "validity"];
        foreach (var property in input.EnumerateObject().Where(property => !names.Contains(property.Name)))
        {
            return new Refusal(ObjectCode.InvalidInput, $"There is no field '{property.Name}' in the update of '{mutator.Name}'."
                + NearestName.Hint(property.Name, names), $"{path}.{property.Name}");
        }
        if (!input.TryGetProperty("origin", out var given) || given.ValueKind == JsonValueKind.Null)
            return new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'origin'.", $"{path}.origin");
        var origin = FieldReader.ReadUuid(given, $"{path}.origin");
        if (!origin.Succeeded)
            return origin.Refusal;
        var destinations = ReadDestinations(relate, origin.Value, input, $"{path}.destination");
        if (!destinations.Succeeded)
            return destinations.Refusal;
        var validity = input.TryGetProperty("validity", out var json) ? json : (JsonElement?)null;
        var interval = new ValidityReader(calendar).Read(ValidityInputKind.Required, validity, path);
        return interval.Succeeded
            ? new RelationDraft(mutator, origin.Value, destinations.Value, interval.Value, path)
            : interval.Refusal;
    }

    /// <summary>The uuid of the relation between two objects, whichever is named first.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">The other end.</param>
    public static Guid Uuid(Guid a, Guid b)
    {
        var ends = a.CompareTo(b) < 0 ? $"{a:D} {b:D}" : $"{b:D} {a:D}";
        return NamedUuid.Of($"mocluster relation {ends}");
    }

    /// <summary>Makes the mutations of relations that the setting of an object's relations comes to.</summary>
    /// <param name="draft">What is to be.</param>
    /// <param name="found">
    /// The relations there are, by uuid, not counting deleted ones: all in which the origin has an end, and whatever there is
    /// under the uuid of a relation to a destination.
    /// </param>
    /// <returns>In ascending order of their uuids; many may change nothing.</returns>
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

    private static Outcome<ImmutableArray<Guid>> ReadDestinations(RelateDefinition relate, Guid origin, JsonElement input, string path)
    {
        if (!input.TryGetProperty("destination", out var given) || given.ValueKind == JsonValueKind.Null)
            return ImmutableArray<Guid>.Empty;
        var read = FieldReader.Read(relate.Field with { MinItems = 0, MaxItems = 1000 }, single: false, given, path);
        if (!read.Succeeded)
            return read.Refusal!;
        var destinations = read.Value is FieldValue.Uuids uuids ? uuids.Values : [];
        return destinations.Contains(origin)
            ? new Refusal(ObjectCode.RelatedToSelf, "Orgunit cannot be related to itself.", path)
            : destinations;
    }
}
