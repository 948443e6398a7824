using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.States;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Takes every type of the catalogue through its whole life, with requests made from the catalogue alone.</summary>
public sealed class MutationRoundTripTests
{
    /// <summary>Persons end like all other objects.</summary>
    private static readonly ObjectOptions EndsPerson = new() { RerunDelay = TimeSpan.Zero, TerminateEndsPerson = true };

    public static TheoryData<string> Mutators() =>
        [.. ObjectCatalogue.BuiltIn.Types.SelectMany(type => type.Mutators).Select(mutator => mutator.Name)];

    [Theory]
    [MemberData(nameof(Mutators))]
    public async Task An_object_is_created_updated_terminated_and_deleted(string name)
    {
        await using var world = await StartAsync(options: EndsPerson);
        var mutator = ObjectCatalogue.BuiltIn.FindMutator(name)!;
        var key = await CreateAsync(world, mutator);
        var created = await world.StateAsync(key);
        Assert.NotNull(created);
        Assert.NotEmpty(created.Segments);

        // The last day of 2019 belongs to the update, and the first of 2020 does not.
        var update = new JsonObject();
        foreach (var field in mutator.Update!.Fields.Where(field => field.Required))
            update[field.Name] = Written(created, field);
        update["user_key"] = "updated";
        update["validity"] = new JsonObject { ["from"] = "2015-01-01", ["to"] = "2020-01-01" };
        var kept = mutator.Update.Fields.Where(field => field.Field.Absent == AbsentMeaning.Clear && !field.IsAlias);
        foreach (var field in kept.Where(field => created.Segments[0].Values[field.Field] is not null))
            update[field.Name] = Written(created, field);
        Assert.Equal(2, (await world.DoAsync(MutationKind.Edit, key, update.ToJsonString())).Registration);
        var updated = (await world.StateAsync(key))!;
        Assert.Equal(created.Segments.Length + 2, updated.Segments.Length);
        Assert.Equal("updated", updated.At(Samples.Winter("2019-12-31"))![updated.Type["user_key"]]!.Canonical);
        Assert.Equal(created.Segments[0].Values, updated.At(Samples.Winter("2020-01-01")));

        if (!mutator.Terminate)
            return;
        Assert.Equal(3, (await world.DoAsync(MutationKind.Terminate, key, new { uuid = key.Uuid, to = "2018-01-01" })).Registration);
        var ended = (await world.StateAsync(key))!;
        Assert.Equal(Samples.Winter("2018-01-01"), ended.Segments[^1].Interval.To);
        Assert.Equal(4, await GoAsync(world, mutator, key));
        Assert.True((await world.StateAsync(key))!.IsEmpty);
        var published = (await world.EventsAsync(key.Type)).Select(record => record.Registration!).Where(registration => registration.Object == key);
        Assert.Equal([1, 2, 3, 4], published.Select(registration => registration.Number));
    }

    [Theory]
    [MemberData(nameof(Mutators))]
    public async Task A_termination_begins_within_the_validity_of_its_object(string name)
    {
        await using var world = await StartAsync(options: EndsPerson);
        var mutator = ObjectCatalogue.BuiltIn.FindMutator(name)!;
        var key = await CreateAsync(world, mutator);
        var life = (await world.StateAsync(key))!.Presence();
        if (life[0].From == DateTimeOffset.MinValue)
            await world.DoAsync(MutationKind.Terminate, key, new { from = "1900-01-01", to = "2010-01-01" });
        if (life[0].To == DateTimeOffset.MaxValue)
            await world.DoAsync(MutationKind.Terminate, key, new { to = "2030-01-01" });
        var code = key.Type switch
        {
            "org_unit" => "V_DATE_OUTSIDE_ORG_UNIT_RANGE",
            "person" => "V_DATE_OUTSIDE_EMPL_RANGE",
            _ => "V_INVALID_VALIDITY",
        };
        foreach (var (request, path) in new (object, string)[]
        {
            (new { to = "2009-12-31" }, "input.to"),
            (new { from = "1909-01-01", to = "2015-01-01" }, "input.from"),
            (new { from = "1909-01-01", to = "1910-01-01" }, "input.from"),
            (new { to = "2030-01-02" }, "input.to"),
            (new { from = "2030-01-02", to = "2031-01-01" }, "input.from"),
        })
        {
            var refusal = await world.RefusedAsync(MutationKind.Terminate, key, request);
            Assert.Equal((code, path), (refusal.Code, refusal.Path));
            Assert.Contains("[2010-01-01, 2030-01-01)", refusal.Message, StringComparison.Ordinal);
        }
        Assert.False((await world.DoAsync(MutationKind.Terminate, key, new { to = "2030-01-01" })).Changed);
        Assert.True((await world.DoAsync(MutationKind.Terminate, key, new { to = "2029-12-31" })).Changed);
        // A repeated gap changes nothing; one that begins within it would end the remaining validity.
        Assert.True((await world.DoAsync(MutationKind.Terminate, key, new { from = "2015-01-01", to = "2020-01-01" })).Changed);
        Assert.False((await world.DoAsync(MutationKind.Terminate, key, new { from = "2015-01-01", to = "2020-01-01" })).Changed);
        Assert.Equal(code, (await world.RefusedAsync(MutationKind.Terminate, key, new { to = "2015-01-01" })).Code);
        Assert.Equal(code, (await world.RefusedAsync(MutationKind.Terminate, key, new { to = "2017-01-01" })).Code);
        Assert.True((await world.DoAsync(MutationKind.Terminate, key, new { to = "2010-01-01" })).Changed);
        Assert.DoesNotContain((await world.StateAsync(key))!.Segments, segment => segment.Interval.To > Samples.Winter("2010-01-01"));

        // Where nothing is left, ending it again changes nothing, so a caller without an answer may repeat the request.
        if ((await world.StateAsync(key))!.Segments.IsEmpty)
            Assert.False((await world.DoAsync(MutationKind.Terminate, key, new { to = "2010-01-01" })).Changed);
        else
            Assert.Equal(code, (await world.RefusedAsync(MutationKind.Terminate, key, new { to = "2010-01-01" })).Code);
    }

    /// <summary>The fields that refer to anything that a person can have, and so could prevent a person from leaving.</summary>
    public static TheoryData<string, string> Dependencies() => [.. ObjectCatalogue.BuiltIn.Types.SelectMany(type => type.ReferenceFields
        .Where(field => ObjectCatalogue.BuiltIn[field.Target!].FindField("person") is not null).Select(field => (type.Name, field.Name)))];

    [Theory]
    [MemberData(nameof(Dependencies))]
    public async Task No_reference_prevents_a_person_from_leaving(string type, string name)
    {
        await using var world = await StartAsync();
        var field = ObjectCatalogue.BuiltIn[type][name];
        var target = await CreateAsync(world, ObjectCatalogue.BuiltIn[field.Target!].Mutators[0]);
        var person = ((await world.StateAsync(target))!.Segments[0].Values[ObjectCatalogue.BuiltIn[target.Type]["person"]] as FieldValue.Uuid)!.Value;
        var mutator = ObjectCatalogue.BuiltIn[type].Mutators.First(family => family.Create!.Find(field.InputName) is not null);
        var given = new JsonObject { [field.InputName] = field.Kind == FieldKind.References ? new JsonArray(target.Uuid) : JsonValue.Create(target.Uuid) };
        var own = mutator.Create!.Find("person") is { Required: true };
        if (own)
            given["person"] = person;
        var key = await CreateAsync(world, mutator, given);
        await world.DoAsync(MutationKind.Terminate, new ObjectKey("person", person), new { uuid = person, to = "2020-01-01" });
        var (before, after) = ((await world.StateAsync(target))!, (await world.StateAsync(key))!);
        Assert.Equal(Samples.Winter("2020-01-01"), before.Segments[^1].Interval.To);
        Assert.Contains(target.Uuid.ToString(), after.At(Samples.Winter("2019-12-31"))![field]!.Canonical, StringComparison.Ordinal);
        var left = after.At(Samples.Winter("2020-01-01"));
        Assert.Null(left?[field]);
        Assert.Equal(mutator.Create.Find(field.InputName)!.Required || own, left is null);
    }

    /// <summary>Creates an object with the fields that its create requires, and one field of each choice that its rules leave.</summary>
    private static async Task<ObjectKey> CreateAsync(ObjectSimulation world, MutatorDefinition mutator, JsonObject? given = null)
    {
        var create = mutator.Create!;
        var request = given?.DeepClone().AsObject() ?? [];
        var chosen = mutator.Type.Rules.Where(rule => rule.Kind == RuleKind.ExactlyOneOf).Select(rule => rule.Fields[0]);
        foreach (var field in create.Fields.Where(field => !field.IsAlias && (field.Required || chosen.Contains(field.Field))))
            request[field.Name] ??= await ValueAsync(world, field);
        foreach (var agreement in mutator.Type.Agreements.Where(agreement => request.ContainsKey(agreement.Reference.InputName)))
        {
            var target = new ObjectKey(agreement.Reference.Target!, request[agreement.Reference.InputName]!.GetValue<Guid>());
            var state = (await world.StateAsync(target))!;
            request[agreement.Field.InputName] = state.Segments[0].Values[state.Type[agreement.Field.Name]]!.Canonical;
        }
        if (create.Validity != ValidityInputKind.Birth)
            request["validity"] = new JsonObject { ["from"] = "2010-01-01", ["to"] = create.Validity == ValidityInputKind.Open ? null : "2030-01-01" };
        var key = new ObjectKey(mutator.Type.Name, Guid.NewGuid());
        await world.DoAsync(MutationKind.Create, key, request.ToJsonString());
        return key;
    }

    private static async Task<JsonNode?> ValueAsync(ObjectSimulation world, InputFieldDefinition input)
    {
        var field = input.Field;
        switch (field.Kind)
        {
            case FieldKind.String or FieldKind.Text:
                return field.Values.IsEmpty ? $"some {field.Name}" : field.Values[0].Name;
            case FieldKind.Integer:
                return field.Min;
            case FieldKind.Reference:
                return (await CreateAsync(world, ObjectCatalogue.BuiltIn[field.Target!].Mutators[0])).Uuid;
            case FieldKind.References:
                var uuids = new JsonArray();
                for (var i = 0; i < Math.Max(1, field.MinItems); i++)
                    uuids.Add((JsonNode)(await CreateAsync(world, ObjectCatalogue.BuiltIn[field.Target!].Mutators[0])).Uuid);
                return uuids;
            default:
                throw new InvalidOperationException($"No create requires a value of kind {field.Kind} yet.");
        }
    }

    private static JsonNode? Written(ObjectState state, InputFieldDefinition input)
    {
        using var json = JsonDocument.Parse(ObjectStateCodec.Encode(state).AsMemory());
        return JsonNode.Parse(json.RootElement.GetProperty("segments")[0].GetProperty("values").GetProperty(input.Field.Name).GetRawText());
    }

    /// <summary>Deletes an object. A family without a delete uses that of the first family of its type.</summary>
    private static async Task<long> GoAsync(ObjectSimulation world, MutatorDefinition mutator, ObjectKey key)
    {
        Assert.Contains(mutator.Type.Mutators, family => family.Delete);
        return (await world.DoAsync(MutationKind.Delete, key, new { uuid = key.Uuid })).Registration;
    }
}
