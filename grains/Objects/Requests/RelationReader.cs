using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>Reads a request that sets all relations of one object: <c>origin</c>, <c>destination</c> and <c>validity</c> (docs/os2mo.md §8.1).</summary>
/// <param name="calendar">The days on which validities begin and end.</param>
public sealed class RelationReader(ValidityCalendar calendar)
{
    /// <summary>The most objects to which one object can be related.</summary>
    private const int MaxDestinations = 1000;

    private static readonly string[] Names = ["uuid", "origin", "destination", "validity"];
    private readonly ValidityReader _validities = new(calendar);

    /// <summary>Reads an input.</summary>
    /// <param name="mutator">A family of mutations that relates objects.</param>
    /// <param name="input">The input. No name occurs twice in it.</param>
    /// <param name="path">The path with which paths of refusals begin.</param>
    public Outcome<RelationDraft> Read(MutatorDefinition mutator, JsonElement input, string path = "input")
    {
        if (mutator.Relate is not { } relate)
            return new Refusal(ObjectCode.InvalidOperation, $"'{mutator.Name}' relates nothing.", path);
        if (input.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected an object.", path);
        foreach (var property in input.EnumerateObject().Where(property => !Names.Contains(property.Name)))
        {
            return new Refusal(ObjectCode.InvalidInput, $"There is no field '{property.Name}' in the update of '{mutator.Name}'."
                + NearestName.Hint(property.Name, Names), $"{path}.{property.Name}");
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
        var interval = _validities.Read(ValidityInputKind.Required, validity, path);
        return interval.Succeeded
            ? new RelationDraft(mutator, origin.Value, destinations.Value, interval.Value, path)
            : interval.Refusal;
    }

    private static Outcome<ImmutableArray<Guid>> ReadDestinations(RelateDefinition relate, Guid origin, JsonElement input, string path)
    {
        if (!input.TryGetProperty("destination", out var given) || given.ValueKind == JsonValueKind.Null)
            return ImmutableArray<Guid>.Empty;
        var read = FieldReader.Read(relate.Field with { MinItems = 0, MaxItems = MaxDestinations }, single: false, given, path);
        if (!read.Succeeded)
            return read.Refusal!;
        var destinations = read.Value is FieldValue.Uuids uuids ? uuids.Values : [];
        return destinations.Contains(origin)
            ? new Refusal(ObjectCode.RelatedToSelf, "Orgunit cannot be related to itself.", path)
            : destinations;
    }
}
