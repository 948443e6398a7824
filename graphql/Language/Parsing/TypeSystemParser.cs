using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>Parses definitions of schemas, types and directives, and extensions of them (spec §3).</summary>
internal sealed class TypeSystemParser(
    TokenReader reader, ValueParser valueParser, TypeReferenceParser typeParser, OperationParser operationParser)
{
    public TypeSystemDefinitionNode ParseDefinition()
    {
        var start = reader.Current;
        var description = ParseDescription();
        if (description is null && reader.SkipKeyword("extend"))
            return ParseExtension(start);
        var keyword = reader.Current;
        return keyword.Value switch
        {
            "schema" => ParseSchema(start, description, isExtension: false),
            "scalar" => ParseScalar(start, description, isExtension: false),
            "type" or "interface" => ParseFieldsType(start, description, isExtension: false),
            "union" => ParseUnion(start, description, isExtension: false),
            "enum" => ParseEnum(start, description, isExtension: false),
            "input" => ParseInputObject(start, description, isExtension: false),
            "directive" => ParseDirectiveDefinition(start, description),
            _ when description is null || keyword.Kind is not (TokenKind.Name or TokenKind.BraceLeft) => throw TokenReader.Unexpected(keyword),
            "query" or "mutation" or "subscription" or "fragment" or null =>
                throw UnexpectedDescription(start, "descriptions are supported only on type definitions"),
            _ => throw UnexpectedDescription(start, "only GraphQL definitions support descriptions"),
        };
    }

    private static GraphQLSyntaxException UnexpectedDescription(in LexicalToken start, string why) =>
        new($"Unexpected description, {why}.", start.Location);

    private TypeSystemDefinitionNode ParseExtension(in LexicalToken start)
    {
        var keyword = reader.Current;
        if (keyword.Kind != TokenKind.Name)
            throw TokenReader.Unexpected(keyword);
        return keyword.Value switch
        {
            "schema" => ParseSchema(start, null, isExtension: true),
            "scalar" => ParseScalar(start, null, isExtension: true),
            "type" or "interface" => ParseFieldsType(start, null, isExtension: true),
            "union" => ParseUnion(start, null, isExtension: true),
            "enum" => ParseEnum(start, null, isExtension: true),
            "input" => ParseInputObject(start, null, isExtension: true),
            _ => throw TokenReader.Unexpected(keyword),
        };
    }

    private StringValueNode? ParseDescription() =>
        reader.Kind is TokenKind.String or TokenKind.BlockString ? valueParser.ParseString() : null;

    private SchemaDefinitionNode ParseSchema(in LexicalToken start, StringValueNode? description, bool isExtension)
    {
        reader.ExpectKeyword("schema");
        var directives = valueParser.ParseDirectives(isConst: true);
        var types = isExtension ? ParseOptionalBlock(ParseOperationType) : ParseBlock(ParseOperationType);
        RequireContent(isExtension, !directives.IsEmpty || !types.IsEmpty);
        return new SchemaDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, types);
    }

    private OperationTypeNode ParseOperationType()
    {
        var start = reader.Current;
        var kind = operationParser.ParseOperationKind();
        reader.Expect(TokenKind.Colon);
        var type = typeParser.ParseNamedType();
        return new OperationTypeNode(reader.SpanFrom(start), kind, type);
    }

    private ScalarDefinitionNode ParseScalar(in LexicalToken start, StringValueNode? description, bool isExtension)
    {
        reader.ExpectKeyword("scalar");
        var name = reader.ParseName();
        var directives = valueParser.ParseDirectives(isConst: true);
        RequireContent(isExtension, !directives.IsEmpty);
        return new ScalarDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, name);
    }

    private TypeSystemDefinitionNode ParseFieldsType(in LexicalToken start, StringValueNode? description, bool isExtension)
    {
        var isInterface = reader.SkipKeyword("interface");
        if (!isInterface)
            reader.ExpectKeyword("type");
        var name = reader.ParseName();
        var interfaces = reader.SkipKeyword("implements") ? ParseDelimited(TokenKind.Amp, typeParser.ParseNamedType) : [];
        var directives = valueParser.ParseDirectives(isConst: true);
        var fields = ParseOptionalBlock(ParseFieldDefinition);
        RequireContent(isExtension, !interfaces.IsEmpty || !directives.IsEmpty || !fields.IsEmpty);
        return isInterface
            ? new InterfaceDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, name, interfaces, fields)
            : new ObjectDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, name, interfaces, fields);
    }

    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = reader.Current;
        var description = ParseDescription();
        var name = reader.ParseName();
        var arguments = ParseArgumentDefinitions();
        reader.Expect(TokenKind.Colon);
        var type = typeParser.ParseTypeReference();
        var directives = valueParser.ParseDirectives(isConst: true);
        return new FieldDefinitionNode(reader.SpanFrom(start), description, name, arguments, type, directives);
    }

    private ImmutableArray<InputValueDefinitionNode> ParseArgumentDefinitions()
    {
        if (!reader.Skip(TokenKind.ParenLeft))
            return [];
        var arguments = ImmutableArray.CreateBuilder<InputValueDefinitionNode>();
        do
        {
            arguments.Add(ParseInputValueDefinition());
        }
        while (!reader.Skip(TokenKind.ParenRight));
        return arguments.DrainToImmutable();
    }

    private InputValueDefinitionNode ParseInputValueDefinition()
    {
        var start = reader.Current;
        var description = ParseDescription();
        var name = reader.ParseName();
        reader.Expect(TokenKind.Colon);
        var type = typeParser.ParseTypeReference();
        var defaultValue = reader.Skip(TokenKind.EqualsSign) ? valueParser.ParseValue(isConst: true) : null;
        var directives = valueParser.ParseDirectives(isConst: true);
        return new InputValueDefinitionNode(reader.SpanFrom(start), description, name, type, defaultValue, directives);
    }

    private UnionDefinitionNode ParseUnion(in LexicalToken start, StringValueNode? description, bool isExtension)
    {
        reader.ExpectKeyword("union");
        var name = reader.ParseName();
        var directives = valueParser.ParseDirectives(isConst: true);
        var members = reader.Skip(TokenKind.EqualsSign) ? ParseDelimited(TokenKind.Pipe, typeParser.ParseNamedType) : [];
        RequireContent(isExtension, !directives.IsEmpty || !members.IsEmpty);
        return new UnionDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, name, members);
    }

    private EnumDefinitionNode ParseEnum(in LexicalToken start, StringValueNode? description, bool isExtension)
    {
        reader.ExpectKeyword("enum");
        var name = reader.ParseName();
        var directives = valueParser.ParseDirectives(isConst: true);
        var values = ParseOptionalBlock(ParseEnumValueDefinition);
        RequireContent(isExtension, !directives.IsEmpty || !values.IsEmpty);
        return new EnumDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, name, values);
    }

    private EnumValueDefinitionNode ParseEnumValueDefinition()
    {
        var start = reader.Current;
        var description = ParseDescription();
        if (reader.Current is { Kind: TokenKind.Name, Value: "true" or "false" or "null" })
        {
            throw new GraphQLSyntaxException(
                $"{TokenKindText.Describe(reader.Current)} is reserved and cannot be used for an enum value.", reader.Current.Location);
        }

        var name = reader.ParseName();
        var directives = valueParser.ParseDirectives(isConst: true);
        return new EnumValueDefinitionNode(reader.SpanFrom(start), description, name, directives);
    }

    private InputObjectDefinitionNode ParseInputObject(in LexicalToken start, StringValueNode? description, bool isExtension)
    {
        reader.ExpectKeyword("input");
        var name = reader.ParseName();
        var directives = valueParser.ParseDirectives(isConst: true);
        var fields = ParseOptionalBlock(ParseInputValueDefinition);
        RequireContent(isExtension, !directives.IsEmpty || !fields.IsEmpty);
        return new InputObjectDefinitionNode(reader.SpanFrom(start), description, isExtension, directives, name, fields);
    }

    private DirectiveDefinitionNode ParseDirectiveDefinition(in LexicalToken start, StringValueNode? description)
    {
        reader.ExpectKeyword("directive");
        reader.Expect(TokenKind.At);
        var name = reader.ParseName();
        var arguments = ParseArgumentDefinitions();
        var isRepeatable = reader.SkipKeyword("repeatable");
        reader.ExpectKeyword("on");
        var locations = ParseDelimited(TokenKind.Pipe, ParseDirectiveLocation);
        return new DirectiveDefinitionNode(reader.SpanFrom(start), description, name, arguments, isRepeatable, locations);
    }

    private NameNode ParseDirectiveLocation()
    {
        var token = reader.Current;
        var name = reader.ParseName();
        return DirectiveLocationName.Find(name.Value) is null ? throw TokenReader.Unexpected(token) : name;
    }

    /// <summary>Refuses an extension that adds nothing.</summary>
    private void RequireContent(bool isExtension, bool hasContent)
    {
        if (isExtension && !hasContent)
            throw TokenReader.Unexpected(reader.Current);
    }

    private ImmutableArray<T> ParseOptionalBlock<T>(Func<T> parse) => reader.Kind == TokenKind.BraceLeft ? ParseBlock(parse) : [];

    private ImmutableArray<T> ParseBlock<T>(Func<T> parse)
    {
        reader.Expect(TokenKind.BraceLeft);
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse());
        }
        while (!reader.Skip(TokenKind.BraceRight));
        return items.DrainToImmutable();
    }

    private ImmutableArray<T> ParseDelimited<T>(TokenKind delimiter, Func<T> parse)
    {
        reader.Skip(delimiter);
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse());
        }
        while (reader.Skip(delimiter));
        return items.DrainToImmutable();
    }
}
