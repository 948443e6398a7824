using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Every limit refuses what exceeds it, with an error that names it, and accepts what is just within it.</summary>
public sealed class LimitTests
{
    private static readonly Schema Schema = SdlSchema.Build("""
        type Query { a(x: Int): Int self: Query list: [Query] args(i: In): Int }
        input In { x: Int in: In list: [In] }
        type Mutation { a: Int }
        """);

    public static TheoryData<string, string, ExecutorOptions, string> Documents => new()
    {
        { "{ a }", "{ aa: a }", new() { MaxDocumentLength = 8 }, "limit MaxDocumentLength" },
        { "{ a a }", "{ a a a }", new() { MaxTokens = 4 }, "limit MaxTokens" },
        { "{ self { a } }", "{ self { self { a } } }", new() { MaxParserDepth = 2 }, "limit MaxParserDepth" },
        { "{ self { a } }", "{ self { self { a } } }", new() { MaxDepth = 2 }, "limit MaxDepth is 2" },
        { "{ self { ...f } } fragment f on Query { a }", "{ self { ...f } } fragment f on Query { self { a } }", new() { MaxDepth = 2 }, "limit MaxDepth is 2" },
        { "{ ... { ... { a } } }", "{ ... { ... { ... { a } } } }", new() { MaxSelectionNesting = 3 }, "limit MaxSelectionNesting is 3" },
        { "{ self { ...f } x: self { ...f } } fragment f on Query { a x: a }", "{ self { ...f } x: self { ...f } y: self { ...f } } fragment f on Query { a x: a }", new() { MaxFields = 6 }, "limit MaxFields is 6" },
        { "{ x: a ...f } fragment f on Query { y: a }", "{ x: a ...f } fragment f on Query { y: a z: a }", new() { MaxAliases = 2 }, "limit MaxAliases is 2" },
        { "{ a @skip(if: false) }", "{ a @skip(if: false) @include(if: true) }", new() { MaxDirectives = 1 }, "limit MaxDirectives is 1" },
        { "{ ...f ...g } fragment f on Query { a } fragment g on Query { a }", "{ ...f ...g } fragment f on Query { ...g a } fragment g on Query { a }", new() { MaxFragmentSpreads = 2 }, "limit MaxFragmentSpreads is 2" },
        { "query ($x: Int) { a(x: $x) }", "query ($x: Int, $y: Int) { a(x: $x) b: a(x: $y) }", new() { MaxVariables = 1 }, "limit MaxVariables is 1" },
        { "query q { a } mutation m { a }", "query q { a } query r { a } mutation m { a }", new() { MaxOperations = 2 }, "limit MaxOperations is 2" },
        { "{ a a a }", "{ a a a a }", new() { MaxFieldComparisons = 3 }, "limit MaxFieldComparisons" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_beyond_a_limit_is_refused_with_its_name_and_value(
        string within, string beyond, ExecutorOptions options, string named)
    {
        var executor = new GraphQLExecutor(Schema, options);
        var refused = executor.Prepare(new GraphQLRequest { Query = beyond });
        var error = Assert.Single(refused.Errors);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
        var name = within.StartsWith("query q", StringComparison.Ordinal) ? "q" : null;
        Assert.Empty(executor.Prepare(new GraphQLRequest { Query = within, OperationName = name }).Errors);
    }

    [Fact]
    public async Task An_answer_beyond_its_limit_is_refused_whole()
    {
        Dictionary<string, object?> data = [];
        data["list"] = Enumerable.Repeat((object?)data, 10).ToArray();
        data["a"] = 1;
        var options = new ExecutorOptions { MaxResultValues = 1_000 };
        var within = await Run.ResultAsync(Schema, "{ list { list { a } } }", data, options: options);
        Assert.Empty(within.Errors);
        var beyond = await Run.ResultAsync(Schema, "{ list { list { list { list { list { list { a } } } } } } }", data, options: options);
        Assert.Contains("limit MaxResultValues", Assert.Single(beyond.Errors).Message, StringComparison.Ordinal);
        Assert.EndsWith("\"data\":null}", beyond.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_beyond_their_limit_are_counted()
    {
        var schema = new SchemaBuilder();
        schema.Object("T").Field("f", "Int").Resolve(_ => throw new GraphQLException("no"));
        schema.Object("Query").Field("list", "[T]").Resolve(_ => Enumerable.Range(0, 50));
        var result = await Run.ResultAsync(schema.Build(), "{ list { f } }", options: new ExecutorOptions { MaxErrors = 10 });
        Assert.Equal(11, result.Errors.Length);
        Assert.Equal("40 further errors are not shown (limit MaxErrors, 10).", result.Errors[10].Message);
    }

    [Fact]
    public void Fragments_that_multiply_are_counted_without_being_expanded()
    {
        // Each fragment spreads the next one twice: 2^60 fields.
        var doubling = Enumerable.Range(0, 60)
            .Select(i => $" fragment f{i} on Query {{ x: self {{ ...f{i + 1} }} y: self {{ ...f{i + 1} }} }}");
        var text = "{ ...f0 }" + string.Concat(doubling) + " fragment f60 on Query { a }";
        var refused = new GraphQLExecutor(Schema).Prepare(new GraphQLRequest { Query = text });
        Assert.Contains(refused.Errors, e => e.Message.Contains("limit MaxFields", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, e => e.Message.Contains("limit MaxDepth", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "many fields of one name", "{ " + Repeat("a ", 9_000) + "}" },
        { "many fields with arguments", "{ " + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"a(x: {i}) ")) + "}" },
        { "deep fields in a cycle of fragments", "{ ...a } fragment a on Query { self { ...b } } fragment b on Query { self { ...a } }" },
        { "a long chain of fragments", "{ ...f0 }" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $" fragment f{i} on Query {{ ...f{i + 1} }}")) + " fragment f2000 on Query { a }" },
        { "fragments that all spread all", string.Concat(Enumerable.Range(0, 60).Select(i => $"fragment f{i} on Query {{ {string.Concat(Enumerable.Range(0, 60).Select(j => $"...f{j} "))} a: self {{ a }} }} ")) + "{ ...f0 ...f1 }" },
        { "inline fragments within inline fragments", "{ " + Repeat("... { ", 5_000) + "a" + Repeat("}", 5_000) + " }" },
        { "a value within a value", "{ args(i: " + Repeat("{in: ", 5_000) + "null" + Repeat("}", 5_000) + ") }" },
        { "unknown names that look alike", "{ " + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"selfs{i} ")) + "}" },
        { "one long unknown name", "{ " + new string('s', 90_000) + " }" },
        { "types that look alike", "type " + new string('T', 40_000) + " { a: " + new string('T', 39_999) + " }" },
        { "many operations over many fragments", string.Concat(Enumerable.Range(0, 1_000).Select(i => $"query q{i} {{ ...f }} ")) + "fragment f on Query { a }" },
        { "overlapping fields below overlapping fields", Overlap(12) },
        { "many unused variables", "query (" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"$v{i}: Int ")) + ") { a }" },
        { "many directives", "{ a " + Repeat("@skip(if: false) ", 2_000) + "}" },
        { "many errors in one field", "{ a(" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"y{i}: 1 ")) + ") }" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_document_is_answered_quickly_and_briefly(string name, string text)
    {
        var executor = new GraphQLExecutor(Schema);
        var before = Environment.TickCount64;
        var prepared = OnSmallStack(() => executor.Prepare(new GraphQLRequest { Query = text }));
        // Generous, for a busy machine. Without their limit, the worst of these took minutes or ended the process.
        Assert.True(Environment.TickCount64 - before < 10_000, $"{name}: {Environment.TickCount64 - before} ms");
        Assert.True(prepared.Errors.Length <= 101, name);
        Assert.True(prepared.Errors.Sum(e => e.Message.Length) < 250_000, name);
        Assert.True(prepared.Errors.Length > 0, name);
    }

    /// <summary>Runs on a stack of 512 KiB, a third of the smallest default stack of the supported platforms.</summary>
    private static T OnSmallStack<T>(Func<T> run)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = run();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException("The run failed.", failure);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Overlap(int depth)
    {
        var text = "a";
        for (var i = 0; i < depth; i++)
            text = $"self {{ {text} }} self {{ {text} }}";
        return "{ " + text + " }";
    }
}
