using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language;

/// <content>Values and type references (spec §2.9 to §2.11).</content>
public sealed partial class Parser
{
    private ValueNode ParseValue(bool isConst)
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.BracketLeft:
                return ParseList(isConst);
            case TokenKind.BraceLeft:
                return ParseObject(isConst);
            case TokenKind.Int:
                Advance();
                return new IntValueNode(SpanFrom(token), token.Value!);
            case TokenKind.Float:
                Advance();
                return new FloatValueNode(SpanFrom(token), token.Value!);
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                Advance();
                return ParseNamedValue(token);
            case TokenKind.Dollar when isConst:
                throw UnexpectedVariable(token);
            case TokenKind.Dollar:
                return ParseVariable();
            default:
                throw Unexpected(token);
        }
    }

    private ValueNode ParseNamedValue(in Token token) => token.Value switch
    {
        "true" => new BooleanValueNode(SpanFrom(token), true),
        "false" => new BooleanValueNode(SpanFrom(token), false),
        "null" => new NullValueNode(SpanFrom(token)),
        _ => new EnumValueNode(SpanFrom(token), token.Value!),
    };

    private StringValueNode ParseString()
    {
        var token = _token;
        Advance();
        return new StringValueNode(SpanFrom(token), token.Value!, token.Kind == TokenKind.BlockString);
    }

    private ListValueNode ParseList(bool isConst)
    {
        var start = Expect(TokenKind.BracketLeft);
        Enter();
        var values = ImmutableArray.CreateBuilder<ValueNode>();
        while (!Skip(TokenKind.BracketRight))
            values.Add(ParseValue(isConst));
        _depth--;
        return new ListValueNode(SpanFrom(start), values.DrainToImmutable());
    }

    private ObjectValueNode ParseObject(bool isConst)
    {
        var start = Expect(TokenKind.BraceLeft);
        Enter();
        var fields = ImmutableArray.CreateBuilder<ObjectFieldNode>();
        while (!Skip(TokenKind.BraceRight))
        {
            var fieldStart = _token;
            var name = ParseName();
            Expect(TokenKind.Colon);
            var value = ParseValue(isConst);
            fields.Add(new ObjectFieldNode(SpanFrom(fieldStart), name, value));
        }

        _depth--;
        return new ObjectValueNode(SpanFrom(start), fields.DrainToImmutable());
    }

    private VariableNode ParseVariable()
    {
        var start = Expect(TokenKind.Dollar);
        var name = ParseName();
        return new VariableNode(SpanFrom(start), name);
    }

    private TypeNode ParseTypeReference()
    {
        var start = _token;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            Enter();
            var of = ParseTypeReference();
            Expect(TokenKind.BracketRight);
            _depth--;
            type = new ListTypeNode(SpanFrom(start), of);
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(SpanFrom(start), type) : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var start = _token;
        var name = ParseName();
        return new NamedTypeNode(SpanFrom(start), name);
    }

    private GraphQLSyntaxException UnexpectedVariable(in Token dollar)
    {
        Advance();
        return _token.Kind == TokenKind.Name
            ? new GraphQLSyntaxException($"Unexpected variable \"${_token.Value}\" in constant value.", dollar.Location)
            : Unexpected(dollar);
    }
}
