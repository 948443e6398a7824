using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

public sealed class RelatedUnitsTests
{
    private static readonly MutatorDefinition Mutator = Catalogue.FindMutator("related_units")!;

    [Fact]
    public void Relations_are_made_kept_and_ended_from_either_end()
    {
        var states = new Dictionary<Guid, ObjectState>();
        Relate(states, Subject, [Other, Third], "2021-01-01");
        Assert.Equal([Other, Third], RelatedTo(states, Subject, "2022-01-01"));
        Assert.Equal([Subject], RelatedTo(states, Other, "2022-01-01"));

        Relate(states, Other, [Third], "2022-01-01");
        Assert.Equal([Other, Third], RelatedTo(states, Subject, "2021-06-01"));
        Assert.Equal([Third], RelatedTo(states, Subject, "2022-06-01"));
        Assert.Equal([Third], RelatedTo(states, Other, "2022-06-01"));

        Relate(states, Other, [Subject, Third], "2023-01-01");
        Assert.Equal([Other, Third], RelatedTo(states, Subject, "2023-06-01"));
        Assert.Equal(3, states.Count);
    }

    [Fact]
    public void The_uuid_of_a_relation_is_derived_from_its_ends_in_either_order()
    {
        Assert.Equal(RelatedUnits.Uuid(Subject, Other), RelatedUnits.Uuid(Other, Subject));
        Assert.NotEqual(RelatedUnits.Uuid(Subject, Other), RelatedUnits.Uuid(Subject, Third));
        Assert.Equal(8, RelatedUnits.Uuid(Subject, Other).Version);
    }

    [Fact]
    public void A_relation_that_another_program_made_is_reused()
    {
        var type = Mutator.Type;
        var states = new Dictionary<Guid, ObjectState>
        {
            [Third] = ObjectState.Empty(type).Overlay(
                new Validity(Winter("2020-01-01"), DateTimeOffset.MaxValue), Changes(type, ("org_units", new FieldValue.Uuids([Subject, Other])))),
        };
        Relate(states, Subject, [Other], "2021-01-01");
        Assert.Equal([Third], states.Keys);
    }

    [Theory]
    [InlineData("""{"destination": []}""", "V_MISSING_REQUIRED_VALUE", "input.origin")]
    [InlineData("""{"origin": "{0}"}""", "V_MISSING_REQUIRED_VALUE", "input.validity")]
    [InlineData("""{"origin": "{0}", "destination": ["{0}"]}""", "E_RELATED_TO_SELF", "input.destination")]
    [InlineData("""{"origin": "{0}", "destination": ["x"]}""", "E_INVALID_UUID", "input.destination[0]")]
    [InlineData("""{"origin": "{0}", "destinations": []}""", "E_INVALID_INPUT", "input.destinations")]
    public void An_invalid_input_is_refused_precisely(string json, string code, string path)
    {
        using var input = JsonDocument.Parse(json.Replace("{0}", Other.ToString(), StringComparison.Ordinal));
        var read = new RelationReader(ValidityCalendar.Copenhagen).Read(Mutator, input.RootElement);
        Assert.Equal((code, path), (read.Refusal?.Code, read.Refusal?.Path));
    }

    private static void Relate(Dictionary<Guid, ObjectState> states, Guid origin, Guid[] destinations, string from)
    {
        var list = string.Join(", ", destinations.Select(destination => $"\"{destination}\""));
        using var input = JsonDocument.Parse($$"""{"origin": "{{origin}}", "destination": [{{list}}], "validity": {"from": "{{from}}"} }""");
        var read = new RelationReader(ValidityCalendar.Copenhagen).Read(Mutator, input.RootElement);
        Assert.True(read.Succeeded, read.Refusal?.ToString());
        var uuids = destinations.Select(destination => RelatedUnits.Uuid(origin, destination)).ToHashSet();
        var found = states.Where(item => uuids.Contains(item.Key) || StateReferences.Of(item.Value).Any(reference => reference.Target.Uuid == origin));
        foreach (var draft in RelatedUnits.Plan(read.Value, found.ToDictionary()))
            states[draft.Subject] = Apply(states.GetValueOrDefault(draft.Subject), draft);
    }

    private static IEnumerable<Guid> RelatedTo(Dictionary<Guid, ObjectState> states, Guid unit, string day) => states.Values
        .Select(state => state.At(Winter(day))?[Mutator.Type["org_units"]])
        .OfType<FieldValue.Uuids>().Where(ends => ends.Values.Contains(unit))
        .Select(ends => ends.Values.Single(end => end != unit)).Order();
}
