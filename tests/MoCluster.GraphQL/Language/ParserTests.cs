using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Tests.Language;

public sealed class ParserTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"simple\"", "simple")]
    [InlineData("\" white space \"", " white space ")]
    [InlineData("\"quote \\\"\"", "quote \"")]
    [InlineData("\"escaped \\n\\r\\b\\t\\f\"", "escaped \n\r\b\t\f")]
    [InlineData("\"slashes \\\\ \\/\"", "slashes \\ /")]
    [InlineData("\"unicode \\u{1234}\\u{5678}\\u{90AB}\\u{CDEF}\"", "unicode \u1234\u5678\u90AB\uCDEF")]
    [InlineData("\"\\u{1F600}\"", "\U0001F600")]
    [InlineData("\"\\uD83D\\uDE00\"", "\U0001F600")]
    [InlineData("\"\\u{0000001F}\"", "\u001f")]
    [InlineData("\"\U0001F600\"", "\U0001F600")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\"contains \" quote\"\"\"", "contains \" quote")]
    [InlineData("\"\"\"contains \\\"\"\" triple\"\"\"", "contains \"\"\" triple")]
    [InlineData("\"\"\"raw \\n\\u1234\"\"\"", "raw \\n\\u1234")]
    [InlineData("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"", "Hello,\n  World!\n\nYours,\n  GraphQL.")]
    [InlineData("\"\"\"multi\rline\r\nnormalised\"\"\"", "multi\nline\nnormalised")]
    [InlineData("\"\"\"    first\n    second\"\"\"", "    first\nsecond")]
    [InlineData("\"\"\"\n\n  \t\n  a\n   \n\"\"\"", "a")]
    public void A_string_means_what_the_specification_says(string literal, string meaning) =>
        Assert.Equal(meaning, Assert.IsType<StringValueNode>(Parser.ParseConstValue(literal)).Value);

    [Theory]
    [InlineData("0", typeof(IntValueNode))]
    [InlineData("-12", typeof(IntValueNode))]
    [InlineData("1.5", typeof(FloatValueNode))]
    [InlineData("-0.0e-10", typeof(FloatValueNode))]
    [InlineData("1E+3", typeof(FloatValueNode))]
    [InlineData("true", typeof(BooleanValueNode))]
    [InlineData("null", typeof(NullValueNode))]
    [InlineData("trueish", typeof(EnumValueNode))]
    [InlineData("[1 2, 3]", typeof(ListValueNode))]
    [InlineData("{a: 1 b: {}}", typeof(ObjectValueNode))]
    public void The_kind_of_a_value_follows_from_how_it_is_written(string literal, Type node) =>
        Assert.Equal(node, Parser.ParseConstValue(literal).GetType());

    [Fact]
    public void Commas_comments_white_space_and_byte_order_marks_are_ignored()
    {
        var document = Parser.ParseDocument("\uFEFF,,{ # all\r\n\ta,,,\uFEFFb#last\r }");
        Assert.Equal("{\n  a\n  b\n}", DocumentPrinter.Print(document));
    }

    [Fact]
    public void Nodes_know_their_places()
    {
        var document = Parser.ParseDocument("query Q {\r\n  a: b(c: 1) {\r    d\n  }\n}");
        var operation = Assert.IsType<OperationDefinitionNode>(document.Definitions[0]);
        var field = Assert.IsType<FieldNode>(operation.SelectionSet.Selections[0]);
        Assert.Equal(new SourceLocation(1, 1), operation.Location);
        Assert.Equal(new SourceLocation(2, 3), field.Location);
        Assert.Equal(new SourceLocation(2, 6), field.Name.Location);
        Assert.Equal(new SourceLocation(2, 8), field.Arguments[0].Location);
        Assert.Equal(new SourceLocation(3, 5), field.SelectionSet!.Selections[0].Location);
        Assert.Equal("a: b(c: 1) {\r    d\n  }".Length, field.Span.End - field.Span.Start);
    }

    [Fact]
    public void Keywords_are_names_wherever_a_name_can_stand()
    {
        foreach (var word in new[] { "on", "fragment", "query", "mutation", "subscription", "true", "false", "null", "type", "schema" })
        {
            var fragment = word == "on" ? "x" : word;
            var text = $"query {word} {{ ... {fragment} ... on {word} {{ {word} }} {word}({word}: ${word}) @{word}({word}: 1) }} "
                + $"fragment {fragment} on T {{ {word} }}";
            Assert.Equal(2, Parser.ParseDocument(text).Definitions.Length);
        }
    }

    [Fact]
    public void Every_kind_of_definition_is_read()
    {
        const string text = """
            "All of it"
            schema @s {
              query: Q
              mutation: M
            }

            extend schema @t

            "A" scalar S @specifiedBy(url: "u")

            interface I implements J & K {
              "f" f(a: Int = 1 @d, "b" b: [S!]!): I @deprecated
            }

            extend type T implements I @d

            union U @d = | A | B

            enum E { A B @deprecated(reason: "old") }

            input N @d { x: Int = 1 y: N }

            directive @d(x: Int) repeatable on | FIELD | QUERY
            """;
        var kinds = Parser.ParseDocument(text).Definitions.Select(d => d.GetType().Name).ToList();
        Assert.Equal(
            ["Schema", "Schema", "Scalar", "Interface", "Object", "Union", "Enum", "InputObject", "Directive"],
            kinds.Select(k => k.Replace("DefinitionNode", "", StringComparison.Ordinal)));
        var printed = DocumentPrinter.Print(Parser.ParseDocument(text));
        Assert.Equal(printed, DocumentPrinter.Print(Parser.ParseDocument(printed)));
        Assert.Contains("directive @d(x: Int) repeatable on FIELD | QUERY", printed, StringComparison.Ordinal);
        Assert.Contains("union U @d = A | B", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_about_limits_of_the_parser_name_the_limit()
    {
        void Refused(string text, ParserOptions options, string limit)
        {
            var exception = Assert.Throws<GraphQLSyntaxException>(() => Parser.ParseDocument(text, options));
            Assert.Contains(limit, exception.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorCodes.LimitExceeded, exception.Code);
        }

        Refused("{ aaaaaaaa }", new ParserOptions { MaxDocumentLength = 11 }, "more than 11 (limit MaxDocumentLength)");
        Refused("{ a b }", new ParserOptions { MaxTokens = 3 }, "more than 3 tokens (limit MaxTokens)");
        Assert.Single(Parser.ParseDocument("{ a b }", new ParserOptions { MaxTokens = 4 }).Definitions);
        foreach (var (open, close) in new[] { ("{ a ", "}"), ("{ ... ", "}") })
            Refused(Nest(open, close, 6), new ParserOptions { MaxDepth = 5 }, "more than 5 levels deep (limit MaxParserDepth)");
        foreach (var (open, close) in new[] { ("[", "]"), ("{a: ", "}") })
            Refused("{ a(b: " + Nest(open, close, 100_000) + ") }", new ParserOptions(), "(limit MaxParserDepth)");
        Refused("query ($a: " + Nest("[", "]", 100_000) + ") { a }", new ParserOptions(), "(limit MaxParserDepth)");
        Assert.Single(Parser.ParseDocument(Nest("{ a ", "}", 5), new ParserOptions { MaxDepth = 5 }).Definitions);
    }

    private static string Nest(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));
}
