using System.Text.Json;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests;

/// <summary>Runs the example of graphql/README.md.</summary>
public sealed class ReadmeTests
{
    private sealed record Unit(Guid Uuid, string Name, Guid? Parent);

    private sealed class Units
    {
        public List<Unit> All { get; } = [];

        public List<int> BatchSizes { get; } = [];

        public ValueTask<IReadOnlyDictionary<Guid, Unit>> FindAsync(IReadOnlyList<Guid> uuids)
        {
            BatchSizes.Add(uuids.Count);
            return new(All.Where(u => uuids.Contains(u.Uuid)).ToDictionary(u => u.Uuid));
        }
    }

    private static readonly BatchLoader<Guid, Unit> UnitLoader = new(
        "units by uuid", (uuids, context) => ((Units)context.Request!).FindAsync(uuids));

    private static Schema Build()
    {
        var schema = new SchemaBuilder();
        schema.Scalar(ScalarType.FromText("UUID", "A UUID.", Guid.Parse, uuid => uuid.ToString()));

        var unit = schema.Object("Unit", "An organisation unit.");
        unit.Field("uuid", "UUID!", "Its identity.").Resolve<Unit>(u => u.Uuid);
        unit.Field("name", "String!", "Its name.").Resolve<Unit>(u => u.Name);
        unit.Field("parent", "Unit", "The unit above it.").ResolveAsync(context =>
            context.GetSource<Unit>().Parent is { } parent ? context.LoadAsync(UnitLoader, parent) : default);

        schema.Object("Query").Field("units", "[Unit!]!", "All units.")
            .Argument("first", "Int!", "How many at most.", defaultLiteral: "100")
            .Resolve(context => context.GetRequest<Units>().All.Take(context.Argument<int>("first")));

        var input = schema.Input("UnitInput", "A new unit.");
        input.Field("name", "String!", "Its name.");
        input.Field("parent", "UUID", "The unit above it.");
        schema.Object("Mutation").Field("unit_create", "Unit", "Creates a unit.")
            .Argument("input", "UnitInput!")
            .Tag("writes")
            .Resolve(context =>
            {
                var given = context.Argument<InputObject>("input")!;
                if (given.Get<string>("name") == "")
                    throw new GraphQLException("The name is empty; give at least one character.", "INVALID_NAME");
                var created = new Unit(Guid.NewGuid(), given.Get<string>("name")!, given.Get<Guid?>("parent"));
                context.GetRequest<Units>().All.Add(created);
                return created;
            });
        return schema.Build();
    }

    [Fact]
    public async Task The_example_runs()
    {
        var executor = new GraphQLExecutor(Build());
        var units = new Units();
        using var variables = JsonDocument.Parse("""{"root": {"name": "Root"}}""");
        var created = await executor.ExecuteAsync(
            new GraphQLRequest
            {
                Query = "mutation ($root: UnitInput!) { unit_create(input: $root) { uuid name } }",
                Variables = variables.RootElement,
            },
            units,
            TestContext.Current.CancellationToken);
        var expected = """{"data":{"unit_create":{"uuid":"UUID","name":"Root"}}}""";
        Assert.Equal(expected.Replace("UUID", units.All[0].Uuid.ToString(), StringComparison.Ordinal), created.ToJson());

        for (var i = 0; i < 10; i++)
            units.All.Add(new Unit(Guid.NewGuid(), $"Unit {i}", units.All[^1].Uuid));
        var listed = await executor.ExecuteAsync(
            new GraphQLRequest { Query = "{ units { name parent { name parent { name } } } }" },
            units,
            TestContext.Current.CancellationToken);
        Assert.Empty(listed.Errors);
        Assert.StartsWith(
            """{"data":{"units":[{"name":"Root","parent":null},{"name":"Unit 0","parent":{"name":"Root","parent":null}}""",
            listed.ToJson(),
            StringComparison.Ordinal);
        Assert.Equal([10], units.BatchSizes);
    }

    [Fact]
    public async Task A_refusal_carries_its_code_and_path()
    {
        var executor = new GraphQLExecutor(Build());
        var result = await executor.ExecuteAsync(
            new GraphQLRequest { Query = "mutation { unit_create(input: {name: \"\"}) { uuid } }" },
            new Units(),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"errors":[{"message":"The name is empty; give at least one character.","locations":[{"line":1,"column":12}],"path":["unit_create"],"extensions":{"code":"INVALID_NAME"}}],"data":{"unit_create":null}}""",
            result.ToJson());
    }

    [Fact]
    public void An_operation_can_be_inspected_before_it_runs()
    {
        var request = new GraphQLRequest { Query = "mutation { unit_create(input: {name: \"x\"}) { uuid } }" };
        var prepared = new GraphQLExecutor(Build()).Prepare(request);
        Assert.True(prepared.IsValid);
        Assert.Equal(OperationKind.Mutation, prepared.Operation.Kind);
        Assert.Contains(prepared.Operation.RootFields, f => f.Tags.Contains("writes"));
    }
}
