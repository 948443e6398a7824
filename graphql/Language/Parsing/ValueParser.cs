using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>
/// Parses values, arguments and directives, which operations and type definitions share (spec §2.6, §2.9, §2.10, §2.12). Where
/// <c>isConst</c> is true, a variable is a syntax error.
/// </summary>
internal sealed class ValueParser(TokenReader reader)
{
    public ValueNode ParseValue(bool isConst)
    {
        var token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.BracketLeft:
                return ParseList(isConst);
            case TokenKind.BraceLeft:
                return ParseObject(isConst);
            case TokenKind.Int:
                reader.Advance();
                return new IntValueNode(reader.SpanFrom(token), token.Value!);
            case TokenKind.Float:
                reader.Advance();
                return new FloatValueNode(reader.SpanFrom(token), token.Value!);
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                reader.Advance();
                return ParseNamedValue(token);
            case TokenKind.Dollar when isConst:
                throw UnexpectedVariable(token);
            case TokenKind.Dollar:
                return ParseVariable();
            default:
                throw TokenReader.Unexpected(token);
        }
    }

    private ValueNode ParseNamedValue(in LexicalToken token) => token.Value switch
    {
        "true" => new BooleanValueNode(reader.SpanFrom(token), true),
        "false" => new BooleanValueNode(reader.SpanFrom(token), false),
        "null" => new NullValueNode(reader.SpanFrom(token)),
        _ => new EnumValueNode(reader.SpanFrom(token), token.Value!),
    };

    public StringValueNode ParseString()
    {
        var token = reader.Current;
        reader.Advance();
        return new StringValueNode(reader.SpanFrom(token), token.Value!, token.Kind == TokenKind.BlockString);
    }

    private ListValueNode ParseList(bool isConst)
    {
        var start = reader.Expect(TokenKind.BracketLeft);
        reader.Enter();
        var values = ImmutableArray.CreateBuilder<ValueNode>();
        while (!reader.Skip(TokenKind.BracketRight))
            values.Add(ParseValue(isConst));
        reader.Leave();
        return new ListValueNode(reader.SpanFrom(start), values.DrainToImmutable());
    }

    private ObjectValueNode ParseObject(bool isConst)
    {
        var start = reader.Expect(TokenKind.BraceLeft);
        reader.Enter();
        var fields = ImmutableArray.CreateBuilder<ObjectFieldNode>();
        while (!reader.Skip(TokenKind.BraceRight))
        {
            var fieldStart = reader.Current;
            var name = reader.ParseName();
            reader.Expect(TokenKind.Colon);
            var value = ParseValue(isConst);
            fields.Add(new ObjectFieldNode(reader.SpanFrom(fieldStart), name, value));
        }

        reader.Leave();
        return new ObjectValueNode(reader.SpanFrom(start), fields.DrainToImmutable());
    }

    public VariableNode ParseVariable()
    {
        var start = reader.Expect(TokenKind.Dollar);
        var name = reader.ParseName();
        return new VariableNode(reader.SpanFrom(start), name);
    }

    public ImmutableArray<DirectiveNode> ParseDirectives(bool isConst)
    {
        if (reader.Kind != TokenKind.At)
            return [];
        var directives = ImmutableArray.CreateBuilder<DirectiveNode>();
        while (reader.Kind == TokenKind.At)
        {
            var start = reader.Expect(TokenKind.At);
            var name = reader.ParseName();
            var arguments = ParseArguments(isConst);
            directives.Add(new DirectiveNode(reader.SpanFrom(start), name, arguments));
        }

        return directives.DrainToImmutable();
    }

    public ImmutableArray<ArgumentNode> ParseArguments(bool isConst)
    {
        if (!reader.Skip(TokenKind.ParenLeft))
            return [];
        var arguments = ImmutableArray.CreateBuilder<ArgumentNode>();
        do
        {
            var start = reader.Current;
            var name = reader.ParseName();
            reader.Expect(TokenKind.Colon);
            var value = ParseValue(isConst);
            arguments.Add(new ArgumentNode(reader.SpanFrom(start), name, value));
        }
        while (!reader.Skip(TokenKind.ParenRight));
        return arguments.DrainToImmutable();
    }

    private GraphQLSyntaxException UnexpectedVariable(in LexicalToken dollar)
    {
        reader.Advance();
        return reader.Kind == TokenKind.Name
            ? new GraphQLSyntaxException($"Unexpected variable \"${reader.Current.Value}\" in constant value.", dollar.Location)
            : TokenReader.Unexpected(dollar);
    }
}
