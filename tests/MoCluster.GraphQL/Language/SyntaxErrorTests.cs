using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Tests.Language;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("", "Unexpected <EOF>.", 1, 1)]
    [InlineData("{", "Expected Name, found <EOF>.", 1, 2)]
    [InlineData("{}", "Expected Name, found \"}\".", 1, 2)]
    [InlineData("{ a(", "Expected Name, found <EOF>.", 1, 5)]
    [InlineData("{ a() }", "Expected Name, found \")\".", 1, 5)]
    [InlineData("query () { a }", "Expected \"$\", found \")\".", 1, 8)]
    [InlineData("notAnOperation Foo { a }", "Unexpected Name \"notAnOperation\".", 1, 1)]
    [InlineData("...", "Unexpected \"...\".", 1, 1)]
    [InlineData("fragment on on on { on }", "Unexpected Name \"on\".", 1, 10)]
    [InlineData("{ ...on }", "Expected Name, found \"}\".", 1, 9)]
    [InlineData("fragment f x", "Expected \"on\", found Name \"x\".", 1, 12)]
    [InlineData("query ($a: Int = $b) { a }", "Unexpected variable \"$b\" in constant value.", 1, 18)]
    [InlineData("query ($a: [Int) { a }", "Expected \"]\", found \")\".", 1, 16)]
    [InlineData("{ a(b: ) }", "Unexpected \")\".", 1, 8)]
    [InlineData("{\n  a: \n}", "Expected Name, found \"}\".", 3, 1)]
    [InlineData("{ a ? }", "Unexpected character: \"?\".", 1, 5)]
    [InlineData("{ a . }", "Unexpected character: \".\".", 1, 5)]
    [InlineData("{ a(b: 'x') }", "Unexpected single quote character ('), did you mean to use a double quote (\")?", 1, 8)]
    [InlineData("{ a(b: \"x) }", "Unterminated string.", 1, 13)]
    [InlineData("{ a(b: \"x\ny\") }", "Unterminated string.", 1, 10)]
    [InlineData("{ a(b: \"\"\"x\n y) }", "Unterminated string.", 2, 6)]
    [InlineData("{ a(b: \"\\z\") }", "Invalid character escape sequence: \"\\z\".", 1, 9)]
    [InlineData("{ a(b: \"\\u12\") }", "Invalid Unicode escape sequence: \"\\u12\")\".", 1, 9)]
    [InlineData("{ a(b: \"\\uD800\") }", "Invalid Unicode escape sequence: \"\\uD800\".", 1, 9)]
    [InlineData("{ a(b: \"\\u{}\") }", "Invalid Unicode escape sequence: \"\\u{}\".", 1, 9)]
    [InlineData("{ a(b: \"\\u{110000}\") }", "Invalid Unicode escape sequence: \"\\u{110000}\".", 1, 9)]
    [InlineData("{ a(b: 00) }", "Invalid number, unexpected digit after 0: \"0\".", 1, 9)]
    [InlineData("{ a(b: 1.) }", "Invalid number, expected digit but got: \")\".", 1, 10)]
    [InlineData("{ a(b: 1.2.3) }", "Invalid number, expected digit but got: \".\".", 1, 11)]
    [InlineData("{ a(b: 0xF1) }", "Invalid number, expected digit but got: \"x\".", 1, 9)]
    [InlineData("{ a(b: -) }", "Invalid number, expected digit but got: \")\".", 1, 9)]
    [InlineData("{ a(b: 1e) }", "Invalid number, expected digit but got: \")\".", 1, 10)]
    [InlineData("\"about\" { a }", "Unexpected description, descriptions are supported only on type definitions.", 1, 1)]
    [InlineData("enum E { true }", "Name \"true\" is reserved and cannot be used for an enum value.", 1, 10)]
    [InlineData("extend type T", "Unexpected <EOF>.", 1, 14)]
    [InlineData("directive @d on NOWHERE", "Unexpected Name \"NOWHERE\".", 1, 17)]
    public void A_syntax_error_says_what_is_wrong_and_where(string text, string message, int line, int column)
    {
        var exception = Assert.Throws<GraphQLSyntaxException>(() => Parser.ParseDocument(text));
        Assert.Equal("Syntax Error: " + message, exception.Message);
        Assert.Equal(new SourceLocation(line, column), exception.Location);
    }

    [Theory]
    [InlineData("<high>", "Invalid character: U+D800.")]
    [InlineData("{ a(b: \"<low>\") }", "Invalid character within String: U+DC00.")]
    [InlineData("\u0000", "Unexpected character: U+0000.")]
    [InlineData("\U0001F600", "Unexpected character: U+1F600.")]
    [InlineData("# <high>", "Invalid character: U+D800.")]
    public void Characters_outside_the_language_are_named_by_code_point(string text, string message)
    {
        // The data of a test cannot contain a lone surrogate, so it is inserted here.
        var document = text.Replace("<high>", "\ud800", StringComparison.Ordinal).Replace("<low>", "\udc00", StringComparison.Ordinal);
        var exception = Assert.Throws<GraphQLSyntaxException>(() => Parser.ParseDocument(document));
        Assert.Equal("Syntax Error: " + message, exception.Message);
    }
}
