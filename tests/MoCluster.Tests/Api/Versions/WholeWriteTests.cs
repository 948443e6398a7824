using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>Every mutation of objects over a sample municipality: create, update, terminate and delete, alone and in lists, with everything that the answer has.</summary>
public sealed class WholeWriteTests(SampleSilo silo)
{
    private static readonly Lazy<IServiceProvider> Services =
        new(() => ApiSchema.AddTo(new ServiceCollection().AddLogging()).BuildServiceProvider());

    private static ObjectCatalogue Catalogue => Services.Value.GetRequiredService<ObjectCatalogue>();

    public static TheoryData<int, string> Families { get; } = new(
        new[] { 25, 29 }.SelectMany(version => Catalogue.Types.SelectMany(type => type.Mutators)
            .Where(mutator => mutator.Relate is null).Select(mutator => (version, mutator.Name))));

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_family_of_mutations_creates_updates_terminates_and_deletes(int version, string family)
    {
        await silo.RunAsync();
        var mutator = Catalogue.Types.SelectMany(type => type.Mutators).Single(mutator => mutator.Name == family);
        var uuid = Guid.NewGuid();
        await SendAsync(version, $"{family}_create", Input(mutator, mutator.Create!, uuid));
        await SendAsync(version, $"{family}_update", Input(mutator, mutator.Update!, uuid));
        if (mutator.BulkCreateName is { } create)
            await SendAsync(version, create, new[] { Input(mutator, mutator.Create!, Guid.NewGuid()), Input(mutator, mutator.Create!, Guid.NewGuid()) });
        if (mutator.BulkUpdateName is { } update)
            await SendAsync(version, update, new[] { Input(mutator, mutator.Update!, uuid) });
        await SendAsync(version, $"{family}_terminate", new Dictionary<string, object?> { ["uuid"] = uuid, ["to"] = "2026-01-01" });
        if (mutator.Delete)
            await SendAsync(version, $"{family}_delete", uuid);
        if (mutator.RefreshName is { } refresh)
            await SendAsync(version, refresh, new Dictionary<string, object?> { ["uuids"] = new[] { silo.Sample[mutator.Type.Name][0].Uuid } });
    }

    [Theory]
    [InlineData(25)]
    [InlineData(29)]
    public async Task Relations_of_units_are_set(int version)
    {
        await silo.RunAsync();
        var units = silo.Sample["org_unit"];
        await SendAsync(version, "related_units_update", new Dictionary<string, object?>
        {
            ["origin"] = units[1].Uuid, ["destination"] = new[] { units[2].Uuid }, ["validity"] = new Dictionary<string, object?> { ["from"] = "2025-01-01" },
        });
    }

    private async Task SendAsync(int version, string name, object value)
    {
        var schema = Services.Value.GetRequiredService<DialectSchemas>().ExecutorOf(Dialect.Versions.Single(dialect => dialect.Version == version)).Schema;
        var field = schema.Mutation!.FindField(name)!;
        var argument = field.Arguments[0];
        var document = $"mutation($value: {argument.Type}) {{ {name}({argument.Name}: $value){new WholeSelection(schema).Of(field.Type, 1)} }}";
        var answer = await (await silo.RunAsync()).Http.SendAsync(document, new { value }, path: $"/graphql/v{version}");
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{name} in v{version}, sample of seed {silo.Sample.Seed}: {errors}");
    }

    /// <summary>An input with every required field, and those optional ones that rules between fields allow.</summary>
    private Dictionary<string, object?> Input(MutatorDefinition mutator, InputDefinition definition, Guid uuid)
    {
        var input = new Dictionary<string, object?> { ["uuid"] = uuid };
        var excluded = mutator.Type.Rules.SelectMany(rule => rule.Fields.Skip(1)).Select(field => field.Name)
            .Concat(mutator.Type.Permissions.Select(permission => permission.Field.Name)).ToHashSet(StringComparer.Ordinal);
        if (mutator.Type.Name == "owner")
            excluded = ["org_unit", "inference_priority"];
        foreach (var field in definition.Fields.Where(field => !field.IsAlias && (field.Required || !excluded.Contains(field.Field.Name)) && !field.Field.Acyclic))
            input[field.Name] = Value(mutator, field);
        if (definition.Validity != ValidityInputKind.Birth)
            input["validity"] = new Dictionary<string, object?> { ["from"] = definition == mutator.Create ? "2025-01-01" : "2025-06-01" };
        return input;
    }

    private object Value(MutatorDefinition mutator, InputFieldDefinition field) => field.Field.Kind switch
    {
        FieldKind.Reference => Target(mutator, field.Field),
        FieldKind.References => new[] { Target(mutator, field.Field) },
        FieldKind.Integer => 1,
        FieldKind.Date => "2020-01-01",
        FieldKind.Cpr => Cpr(),
        FieldKind.Enum => field.Field.Values[0].Name,
        FieldKind.Boolean => true,
        _ when !field.Field.Values.IsEmpty => field.Field.Values[0].Name,
        _ when field.Name == "value" => "12345678",
        _ when field.Name == "scope" => "TEXT",
        _ => Guid.NewGuid().ToString(),
    };

    /// <summary>The objects fit each other: the engagement and the IT user are those of the person.</summary>
    private Guid Target(MutatorDefinition mutator, FieldDefinition field)
    {
        var sample = silo.Sample;
        var user = sample["ituser"][1];
        return (field.Target, field.Name) switch
        {
            ("person", _) => (Guid)user.Values["person"],
            ("ituser", _) => user.Uuid,
            ("engagement", _) => ((Guid[])user.Values["engagements"])[0],
            ("class", "address_type") => sample.ClassesOf("employee_address_type")[0],
            ("class", "primary") => sample.ClassesOf("primary_type")[1],
            ("class", _) => sample.ClassesOf("org_unit_type")[0],
            // Each association of an IT user is with a unit of its own.
            ("org_unit", _) when mutator.Type.Name == "association" => sample["org_unit"][Random.Shared.Next(sample["org_unit"].Count)].Uuid,
            _ => sample[field.Target!][0].Uuid,
        };
    }

    private static string Cpr() => string.Create(CultureInfo.InvariantCulture, $"0101{Random.Shared.Next(10, 50)}{Random.Shared.Next(1000, 3999)}");
}
