using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests;

/// <summary>
/// Tests what the section "Why no library" of graphql/README.md says about this executor, with the documents that it names.
/// </summary>
public sealed class OwnExecutorTests
{
    private readonly SchemaBuilder _schema = new();
    private int _ran;
    private int _value;

    public OwnExecutorTests()
    {
        _schema.Enum("Color").Value("RED");
        var query = _schema.Object("Query");
        query.Field("self", "Query").Resolve(_ => Interlocked.Increment(ref _ran));
        query.Field("a", "Int").Resolve(_ => Interlocked.Increment(ref _ran));
        query.Field("number", "Int").Argument("of", "Int!").Resolve(_ => Interlocked.Increment(ref _ran));
        query.Field("colors", "Int").Argument("of", "[Color!]!").Resolve(_ => Interlocked.Increment(ref _ran));

        var values = new BatchLoader<int, int?>("values", (keys, _) => new(keys.ToDictionary(key => key, _ => (int?)_value)));
        query.Field("value", "Int").ResolveAsync(async context => await context.LoadAsync(values, 1));
        _schema.Object("Mutation").Field("set", "Query").Argument("to", "Int!").Resolve(context => _value = context.Argument<int>("to"));
    }

    [Theory]
    [InlineData("{ self { a ...f } ...f } fragment f on Query { self { self { a ...f } } self { a ...f } }")]
    [InlineData(
        "{ ...g x: a } fragment f on Query { ...f ...g self { ...g ...f self { x: a ...f x: a } } } "
        + "fragment g on Query { x: a ...g x: self { self { ...f a x: a } } }")]
    public async Task Fragments_that_spread_themselves_are_refused(string document)
    {
        var result = await Run.ResultAsync(_schema.Build(), document);
        Assert.True(result.IsRequestError);
        Assert.Contains(result.Errors, error => error.Message == "Cannot spread fragment \"f\" within itself.");
        Assert.Equal(0, _ran);
    }

    [Fact]
    public async Task Fragments_that_spread_the_next_one_twice_are_refused_before_anything_runs()
    {
        var fragments = Enumerable.Range(0, 21).Select(i => $" fragment f{i} on Query {{ x: self {{ ...f{i + 1} }} y: self {{ ...f{i + 1} }} }}");
        var result = await Run.ResultAsync(_schema.Build(), $"{{ ...f0 }}{string.Concat(fragments)} fragment f21 on Query {{ a }}");
        Assert.True(result.IsRequestError);
        Assert.Contains(result.Errors, error => error.Message.Contains("6291454, limit MaxFields is 5000", StringComparison.Ordinal));
        Assert.Equal(0, _ran);
    }

    [Theory]
    [InlineData("query ($x: Int = null) { number(of: $x) }")]
    [InlineData("query ($c: Color) { colors(of: [$c]) }")]
    [InlineData("query ($c: Color = null) { colors(of: [$c]) }")]
    [InlineData("query ($c: Color = RED) { colors(of: [$c]) }", """{"c": null}""")]
    public async Task A_null_does_not_reach_an_argument_that_must_not_be_null(string document, string? variables = null)
    {
        var result = await Run.ResultAsync(_schema.Build(), document, variables: variables);
        Assert.Single(result.Errors);
        Assert.Equal(0, _ran);
    }

    [Fact]
    public async Task A_mutation_s_first_field_is_read_before_the_second_changes_anything() => Assert.Equal(
        """{"data":{"one":{"value":1},"two":{"value":2}}}""",
        await Run.JsonAsync(_schema.Build(), "mutation { one: set(to: 1) { value } two: set(to: 2) { value } }"));
}
