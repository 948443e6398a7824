namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Errors worded as in graphql-core, which programs against Python's servers compare. The texts are those that graphql-core 3.2 writes.</summary>
public sealed class WordingTests
{
    private const string Sdl = "type Query { a(x: Int, e: E, in: In, list: [[[Int]]]): Int } enum E { RED } input In { x: Int! s: String }";

    [Theory]
    [InlineData("{ b }", null, "Cannot query field 'b' on type 'Query'. Did you mean 'a'?")]
    [InlineData("{ a(unknown: 1) }", null, "Unknown argument 'unknown' on field 'Query.a'.")]
    [InlineData("query Q($x: Int) { a }", null, "Variable '$x' is never used in operation 'Q'.")]
    [InlineData("query($x: Int!) { a(x: $x) }", null, "Variable '$x' of required type 'Int!' was not provided.")]
    [InlineData("query($x: Int!) { a(x: $x) }", """{"x": null}""", "Variable '$x' of non-null type 'Int!' must not be null.")]
    [InlineData("query($e: E) { a(e: $e) }", """{"e": "REF"}""", "Variable '$e' got invalid value 'REF'; Value 'REF' does not exist in 'E' enum. Did you mean the enum value 'RED'?")]
    [InlineData("query($in: In) { a(in: $in) }", """{"in": {"x": 1, "unknown": [true, null]}}""", "Variable '$in' got invalid value {'x': 1, 'unknown': [True, None]}; Field 'unknown' is not defined by type 'In'.")]
    [InlineData("query($in: In) { a(in: $in) }", """{"in": {"s": "it's"}}""", "Variable '$in' got invalid value {'s': \"it's\"}; Field 'x' of required type 'Int!' was not provided.")]
    [InlineData("{ a(", null, "Syntax Error: Expected Name, found <EOF>.")]
    public async Task A_message_is_that_of_graphql_core(string document, string? variables, string message)
    {
        var result = await Run.ResultAsync(
            SdlSchema.Build(Sdl), document, variables: variables, options: new ExecutorOptions { Wording = ErrorWording.GraphQLCore });
        Assert.Equal(message, Assert.Single(result.Errors).Message);
    }

    [Fact]
    public async Task A_long_value_is_shortened_in_the_middle_and_a_deep_one_at_its_depth()
    {
        var result = await Run.ResultAsync(
            SdlSchema.Build(Sdl), "query($x: Int) { a(x: $x) }", variables: $$"""{"x": [[["{{new string('a', 300)}}"]], "{{new string('b', 300)}}"]}""",
            options: new ExecutorOptions { Wording = ErrorWording.GraphQLCore });
        Assert.Contains($"[[[...]], '{new string('b', 117)}...{new string('b', 118)}']", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }
}
