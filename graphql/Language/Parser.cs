using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Language.Parsing;

namespace MoCluster.GraphQL.Language;

/// <summary>
/// Parses documents, type references and values by recursive descent (spec §2, §3). Nesting is limited, so no document can exhaust the
/// stack.
/// </summary>
public static class Parser
{
    /// <summary>Parses a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="GraphQLSyntaxException">The text is not a document, or exceeds a limit.</exception>
    public static DocumentNode ParseDocument(string text, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TokenReader(text, options ?? ParserOptions.Default);
        var values = new ValueParser(reader);
        var types = new TypeReferenceParser(reader);
        var operations = new OperationParser(reader, values, types);
        var typeSystem = new TypeSystemParser(reader, values, types, operations);
        var start = reader.Current;
        var definitions = ImmutableArray.CreateBuilder<DefinitionNode>();
        do
        {
            definitions.Add(ParseDefinition(reader, operations, typeSystem));
        }
        while (reader.Kind != TokenKind.EndOfFile);
        return new DocumentNode(reader.SpanFrom(start), definitions.DrainToImmutable());
    }

    /// <summary>Parses a type reference such as [Person!]!.</summary>
    /// <param name="text">The reference.</param>
    /// <exception cref="GraphQLSyntaxException">The text is not a type reference.</exception>
    public static TypeNode ParseType(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TokenReader(text, ParserOptions.Default);
        var type = new TypeReferenceParser(reader).ParseTypeReference();
        reader.Expect(TokenKind.EndOfFile);
        return type;
    }

    /// <summary>Parses a constant value such as {first: 10}.</summary>
    /// <param name="text">The value.</param>
    /// <exception cref="GraphQLSyntaxException">The text is not a constant value.</exception>
    public static ValueNode ParseConstValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TokenReader(text, ParserOptions.Default);
        var value = new ValueParser(reader).ParseValue(isConst: true);
        reader.Expect(TokenKind.EndOfFile);
        return value;
    }

    private static DefinitionNode ParseDefinition(TokenReader reader, OperationParser operations, TypeSystemParser typeSystem) =>
        reader.Current switch
        {
            { Kind: TokenKind.BraceLeft } => operations.ParseOperation(),
            { Kind: TokenKind.Name, Value: "query" or "mutation" or "subscription" } => operations.ParseOperation(),
            { Kind: TokenKind.Name, Value: "fragment" } => operations.ParseFragmentDefinition(),
            { Kind: TokenKind.Name or TokenKind.String or TokenKind.BlockString } => typeSystem.ParseDefinition(),
            var unexpected => throw TokenReader.Unexpected(unexpected),
        };
}
