using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Root fields of mutations that are resolved together with their neighbours.</summary>
public sealed class TogetherTests
{
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Neighbours_are_resolved_in_one_call_and_a_field_between_them_parts_them()
    {
        Assert.Equal(
            """{"data":{"a":1,"b":2,"alone":0,"c":3}}""",
            await RunAsync("mutation { a: add(n: 1) b: add(n: 2) alone c: add(n: 3) }", "Int!"));
        Assert.Equal(["1,2", "3"], _calls);
    }

    [Fact]
    public async Task One_error_is_answered_if_one_of_them_fails_and_what_comes_after_is_not_started()
    {
        var answer = await RunAsync("mutation { a: add(n: 1) b: add(n: 13) c: add(n: 3) alone d: add(n: 4) }", "Int!");
        Assert.Contains("""{"errors":[{"message":"unlucky","locations":[{"line":1,"column":25}],"path":["b"]}],"data":null}""", answer, StringComparison.Ordinal);
        Assert.Equal(["1,13,3"], _calls);
    }

    [Fact]
    public async Task A_refused_field_is_the_only_error_and_the_others_are_not_resolved()
    {
        var answer = await RunAsync("mutation { a: add(n: 1) b: add(n: -1) }", "Int!");
        Assert.Contains("\"message\":\"refused\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"path\":[\"b\"]", answer, StringComparison.Ordinal);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task A_single_field_is_resolved_too()
    {
        Assert.Equal("""{"data":{"add":1}}""", await RunAsync("mutation { add(n: 1) }", "Int!"));
        Assert.Contains("\"message\":\"unlucky\"", await RunAsync("mutation { add(n: 13) }", "Int!"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_fields_may_be_null_the_others_say_that_they_were_not_done()
    {
        var answer = await RunAsync("mutation { a: add(n: 1) b: add(n: 13) }", "Int");
        Assert.Contains("Not done, because a field that is done with this one failed.", answer, StringComparison.Ordinal);
        Assert.Contains("\"data\":{\"a\":null,\"b\":null}", answer, StringComparison.Ordinal);
    }

    private Task<string> RunAsync(string document, string type)
    {
        var schema = new SchemaBuilder();
        schema.Object("Query").Field("a", "Int").Resolve(_ => 1);
        var mutation = schema.Object("Mutation");
        mutation.Field("alone", "Int").Resolve(_ => 0);
        mutation.Field("add", type)
            .Argument("n", "Int!")
            .ResolveTogetherAsync<int>(async contexts =>
            {
                await Task.Yield();
                var numbers = contexts.Select(context => context.Argument<int>("n")).ToArray();
                _calls.Add(string.Join(',', numbers));
                return Array.IndexOf(numbers, 13) is var unlucky and >= 0
                    ? throw new FailedTogetherException(unlucky, new GraphQLException("unlucky"))
                    : numbers;
            })
            .Guard(context =>
            {
                if (context.Argument<int>("n") < 0)
                    throw new GraphQLException("refused");
            });
        return Run.JsonAsync(schema.Build(), document);
    }
}
