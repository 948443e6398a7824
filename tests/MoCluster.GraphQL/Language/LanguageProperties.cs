using System.Text;
using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Tests.Language;

public sealed class LanguageProperties
{
    private static readonly int FirstSeed = Environment.TickCount & 0xFFFFFF;

    [Fact]
    public void What_is_printed_parses_to_the_same_tree()
    {
        for (var seed = FirstSeed; seed < FirstSeed + 1_000; seed++)
        {
            var text = new DocumentGenerator(seed).Document();
            var tree = Parser.ParseDocument(text);
            var printed = DocumentPrinter.Print(tree);
            var again = Parser.ParseDocument(printed);
            Assert.True(TreeEquality.AreEqual(tree, again), $"seed {seed}: the trees differ\n{text}\n---\n{printed}");
            Assert.True(printed == DocumentPrinter.Print(again), $"seed {seed}: the second print differs\n{printed}");
        }
    }

    [Fact]
    public void The_comparison_of_trees_sees_differences()
    {
        Assert.True(TreeEquality.AreEqual(Parser.ParseDocument("{ a(b: 1) }"), Parser.ParseDocument("{a(b:1)}")));
        foreach (var other in new[] { "{ a(b: 2) }", "{ a(c: 1) }", "{ a }", "{ x: a(b: 1) }", "{ a(b: 1.0) }", "{ a(b: 1) @x }", "query q { a(b: 1) }" })
            Assert.False(TreeEquality.AreEqual(Parser.ParseDocument("{ a(b: 1) }"), Parser.ParseDocument(other)), other);
    }

    [Fact]
    public void Mutated_documents_are_documents_or_syntax_errors()
    {
        var parsed = 0;
        for (var seed = FirstSeed; seed < FirstSeed + 3_000; seed++)
        {
            var random = new Random(seed);
            var text = DocumentGenerator.Mutated(new DocumentGenerator(seed).Document(), random);
            parsed += ParsesOrRefuses(text, seed) ? 1 : 0;
        }

        // Both outcomes must occur, or the test proves nothing.
        Assert.InRange(parsed, 30, 2_970);
    }

    [Fact]
    public void Random_bytes_are_documents_or_syntax_errors()
    {
        for (var seed = FirstSeed; seed < FirstSeed + 2_000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            ParsesOrRefuses(Encoding.UTF8.GetString(bytes), seed);
            ParsesOrRefuses(Encoding.Unicode.GetString(bytes), seed);
        }
    }

    [Fact]
    public void Any_sequence_of_tokens_is_a_document_or_a_syntax_error()
    {
        string[] tokens = ["{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "|", "&", "=", "...", "a", "on", "query", "fragment", "type", "null", "1", "-1.5e3",
            "\"s\"", "\"\"\"b\"\"\"", "\"\"\"", "\"", "#", "\n", "\\u{", "{ a(b: [", "{ a { ", "[[[[", "{x:{x:"];
        for (var seed = FirstSeed; seed < FirstSeed + 500; seed++)
        {
            var random = new Random(seed);
            // A document has few different tokens, so that some repeat and nest.
            var few = random.GetItems(tokens, 1 + random.Next(4));
            ParsesOrRefuses("{ a " + string.Join(' ', random.GetItems(few, random.Next(5_000))), seed);
        }
    }

    /// <summary>
    /// Parses a text, and checks that the memory allocated is proportional to its length. Returns false for a syntax error.
    /// </summary>
    private static bool ParsesOrRefuses(string text, int seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isDocument = IsDocument(text, seed);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 50_000 + (400L * text.Length), $"seed {seed}: {allocated} bytes for {text.Length} characters: {text}");
        return isDocument;
    }

    private static bool IsDocument(string text, int seed)
    {
        try
        {
            Parser.ParseDocument(text);
            return true;
        }
        catch (GraphQLSyntaxException exception)
        {
            Assert.True(exception.Location is { Line: > 0, Column: > 0 }, $"seed {seed}: {exception.Location}");
            return false;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}: {text}", exception);
        }
    }
}
