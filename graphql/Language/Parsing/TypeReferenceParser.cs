using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>Parses type references such as [Person!]! (spec §2.11).</summary>
internal sealed class TypeReferenceParser(TokenReader reader)
{
    public TypeNode ParseTypeReference()
    {
        var start = reader.Current;
        TypeNode type;
        if (reader.Skip(TokenKind.BracketLeft))
        {
            reader.Enter();
            var of = ParseTypeReference();
            reader.Expect(TokenKind.BracketRight);
            reader.Leave();
            type = new ListTypeNode(reader.SpanFrom(start), of);
        }
        else
        {
            type = ParseNamedType();
        }

        return reader.Skip(TokenKind.Bang) ? new NonNullTypeNode(reader.SpanFrom(start), type) : type;
    }

    public NamedTypeNode ParseNamedType()
    {
        var start = reader.Current;
        var name = reader.ParseName();
        return new NamedTypeNode(reader.SpanFrom(start), name);
    }
}
