using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using static MoCluster.GraphQL.Tests.Run;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Tests how far null propagates (spec §6.4.4), for synchronous and asynchronous values.</summary>
public sealed class NullPropagationTests
{
    private const string Sdl = """
        type Node {
          value: Int strict: Int! child: Node strictChild: Node!
          list: [Int] listOfStrict: [Int!] strictList: [Int]! allStrict: [Int!]! nodes: [Node!] looseNodes: [Node]
        }
        type Query { node: Node strictNode: Node! other: Int }
        """;

    private static readonly BatchLoader<string, int> Waiting = new(
        "waiting",
        async (keys, _) =>
        {
            await Task.Yield();
            return keys.ToDictionary(k => k, _ => 1);
        });

    public static TheoryData<string, string, string, string> Cases => new()
    {
        // query, failing field, data, paths of errors
        { "{ node { value } other }", "value", """{"node":{"value":null},"other":1}""", "node.value" },
        { "{ node { strict value } other }", "strict", """{"node":null,"other":1}""", "node.strict" },
        { "{ node { child { strict } value } other }", "strict", """{"node":{"child":null,"value":1},"other":1}""", "node.child.strict" },
        { "{ node { strictChild { strict } value } other }", "strict", """{"node":null,"other":1}""", "node.strictChild.strict" },
        { "{ node { child { strictChild { strictChild { strict } } } value } other }", "strict", """{"node":{"child":null,"value":1},"other":1}""", "node.child.strictChild.strictChild.strict" },
        { "{ strictNode { strict } other }", "strict", "null", "strictNode.strict" },
        { "{ strictNode { strictChild { strict } } other }", "strict", "null", "strictNode.strictChild.strict" },
        { "{ strictNode { value } other }", "value", """{"strictNode":{"value":null},"other":1}""", "strictNode.value" },
        { "{ node { list } other }", "list", """{"node":{"list":null},"other":1}""", "node.list" },
        { "{ node { strictList } other }", "strictList", """{"node":null,"other":1}""", "node.strictList" },
        { "{ node { nodes { strict } value } other }", "strict", """{"node":{"nodes":null,"value":1},"other":1}""", "node.nodes[0].strict" },
        { "{ node { looseNodes { strict } value } other }", "strict", """{"node":{"looseNodes":[null,null],"value":1},"other":1}""", "node.looseNodes[0].strict|node.looseNodes[1].strict" },
        { "{ other a: node { strict } b: node { strict } }", "strict", """{"other":1,"a":null,"b":null}""", "a.strict|b.strict" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_error_puts_null_at_the_nearest_place_that_allows_it(string query, string failing, string data, string paths)
    {
        foreach (var waits in new[] { false, true })
        {
            var result = await ResultAsync(Build(failing, () => throw new GraphQLException("failed"), waits), query);
            Assert.Equal(paths, string.Join('|', result.Errors.Select(e => e.Path)));
            Assert.All(result.Errors, e => Assert.Equal("failed", e.Message));
            Assert.EndsWith($"\"data\":{data}}}", result.ToJson(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Null_at_a_place_that_does_not_allow_it_propagates_like_an_error(string query, string failing, string data, string paths)
    {
        foreach (var waits in new[] { false, true })
        {
            var result = await ResultAsync(Build(failing, () => null, waits), query);
            // Null at a place that allows it is a value like any other.
            var isStrict = failing.StartsWith("strict", StringComparison.Ordinal);
            Assert.Equal(isStrict ? paths : "", string.Join('|', result.Errors.Select(e => e.Path)));
            Assert.EndsWith($"\"data\":{data}}}", result.ToJson(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("list", """{"list":[1,null,3]}""", "")]
    [InlineData("listOfStrict", """{"listOfStrict":null}""", "node.listOfStrict[1]")]
    [InlineData("strictList", """{"strictList":[1,null,3]}""", "")]
    [InlineData("allStrict", "null", "node.allStrict[1]")]
    public async Task Null_within_a_list_follows_the_tables_of_the_specification(string field, string node, string paths)
    {
        var result = await ResultAsync(Build(field, () => new object?[] { 1, null, 3 }, waits: false), $"{{ node {{ {field} }} }}");
        Assert.Equal(paths, string.Join('|', result.Errors.Select(e => e.Path)));
        Assert.EndsWith($"\"data\":{{\"node\":{node}}}}}", result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_a_place_that_became_null_nothing_more_is_started_and_no_error_counts()
    {
        var late = new TaskCompletionSource();
        var started = new List<string>();
        var schema = new SchemaBuilder();
        var type = schema.Object("T");
        type.Field("slow", "Int").ResolveAsync(async _ =>
        {
            await late.Task;
            return late.Task.IsCompleted ? throw new GraphQLException("too late") : 1;
        });
        type.Field("fails", "Int!").Resolve(_ => throw new GraphQLException("first"));
        type.Field("never", "Int").Resolve(_ =>
        {
            started.Add("never");
            return 1;
        });
        schema.Object("Query").Field("t", "T").Resolve(_ => "t");
        schema.Object("Query").Field("release", "Int").Resolve(_ =>
        {
            late.SetResult();
            return 1;
        });
        var result = await ResultAsync(schema.Build(), "{ t { slow fails never } release }");
        Assert.Equal("first", Assert.Single(result.Errors).Message);
        Assert.EndsWith("""{"t":null,"release":1}}""", result.ToJson(), StringComparison.Ordinal);
        Assert.Empty(started);
    }

    private static Schema Build(string failing, Func<object?> outcome, bool waits)
    {
        var sdl = SdlSchema.Build(Sdl);
        var schema = new SchemaBuilder();
        foreach (var type in new[] { "Node", "Query" })
        {
            foreach (var field in ((ObjectType)sdl.FindType(type)!).Fields)
            {
                object? Value() => field.Name == failing
                    ? outcome()
                    : field.Type.Named.Name == "Int"
                        ? field.Type.Nullable is ListType ? new object[] { 1 } : 1
                        : field.Type.Nullable is ListType ? new object[] { "n", "n" } : "n";
                schema.Object(type).Field(field.Name, field.Type.ToString()!).ResolveAsync(async context =>
                {
                    // A loader makes every field wait, and continues them in a fixed order.
                    if (waits)
                        await context.LoadAsync(Waiting, context.Path.ToString());
                    return Value();
                });
            }
        }

        return schema.Build();
    }
}
