using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language;

/// <content>Definitions of schemas, types and directives (spec §3).</content>
public sealed partial class Parser
{
    private TypeSystemDefinitionNode ParseTypeSystemDefinition()
    {
        var start = _token;
        var description = ParseDescription();
        if (description is null && SkipKeyword("extend"))
            return ParseExtension(start);
        var keyword = _token;
        return keyword.Value switch
        {
            "schema" => ParseSchema(start, description, isExtension: false),
            "scalar" => ParseScalar(start, description, isExtension: false),
            "type" or "interface" => ParseFieldsType(start, description, isExtension: false),
            "union" => ParseUnion(start, description, isExtension: false),
            "enum" => ParseEnum(start, description, isExtension: false),
            "input" => ParseInputObject(start, description, isExtension: false),
            "directive" => ParseDirectiveDefinition(start, description),
            _ when description is null || keyword.Kind is not (TokenKind.Name or TokenKind.BraceLeft) => throw Unexpected(keyword),
            "query" or "mutation" or "subscription" or "fragment" or null =>
                throw UnexpectedDescription(start, "descriptions are supported only on type definitions"),
            _ => throw UnexpectedDescription(start, "only GraphQL definitions support descriptions"),
        };
    }

    private static GraphQLSyntaxException UnexpectedDescription(in Token start, string why) =>
        new($"Unexpected description, {why}.", start.Location);

    private TypeSystemDefinitionNode ParseExtension(in Token start)
    {
        var keyword = _token;
        if (keyword.Kind != TokenKind.Name)
            throw Unexpected(keyword);
        return keyword.Value switch
        {
            "schema" => ParseSchema(start, null, isExtension: true),
            "scalar" => ParseScalar(start, null, isExtension: true),
            "type" or "interface" => ParseFieldsType(start, null, isExtension: true),
            "union" => ParseUnion(start, null, isExtension: true),
            "enum" => ParseEnum(start, null, isExtension: true),
            "input" => ParseInputObject(start, null, isExtension: true),
            _ => throw Unexpected(keyword),
        };
    }

    private StringValueNode? ParseDescription() =>
        _token.Kind is TokenKind.String or TokenKind.BlockString ? ParseString() : null;

    private SchemaDefinitionNode ParseSchema(in Token start, StringValueNode? description, bool isExtension)
    {
        ExpectKeyword("schema");
        var directives = ParseDirectives(isConst: true);
        var types = isExtension ? ParseOptionalBlock(ParseOperationType) : ParseBlock(ParseOperationType);
        RequireContent(isExtension, !directives.IsEmpty || !types.IsEmpty);
        return new SchemaDefinitionNode(SpanFrom(start), description, isExtension, directives, types);
    }

    private OperationTypeNode ParseOperationType()
    {
        var start = _token;
        var kind = ParseOperationKind();
        Expect(TokenKind.Colon);
        var type = ParseNamedType();
        return new OperationTypeNode(SpanFrom(start), kind, type);
    }

    private ScalarDefinitionNode ParseScalar(in Token start, StringValueNode? description, bool isExtension)
    {
        ExpectKeyword("scalar");
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        RequireContent(isExtension, !directives.IsEmpty);
        return new ScalarDefinitionNode(SpanFrom(start), description, isExtension, directives, name);
    }

    private TypeSystemDefinitionNode ParseFieldsType(in Token start, StringValueNode? description, bool isExtension)
    {
        var isInterface = SkipKeyword("interface");
        if (!isInterface)
            ExpectKeyword("type");
        var name = ParseName();
        var interfaces = SkipKeyword("implements") ? ParseDelimited(TokenKind.Amp, ParseNamedType) : [];
        var directives = ParseDirectives(isConst: true);
        var fields = ParseOptionalBlock(ParseFieldDefinition);
        RequireContent(isExtension, !interfaces.IsEmpty || !directives.IsEmpty || !fields.IsEmpty);
        return isInterface
            ? new InterfaceDefinitionNode(SpanFrom(start), description, isExtension, directives, name, interfaces, fields)
            : new ObjectDefinitionNode(SpanFrom(start), description, isExtension, directives, name, interfaces, fields);
    }

    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = _token;
        var description = ParseDescription();
        var name = ParseName();
        var arguments = ParseArgumentDefinitions();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var directives = ParseDirectives(isConst: true);
        return new FieldDefinitionNode(SpanFrom(start), description, name, arguments, type, directives);
    }

    private ImmutableArray<InputValueDefinitionNode> ParseArgumentDefinitions()
    {
        if (!Skip(TokenKind.ParenLeft))
            return [];
        var arguments = ImmutableArray.CreateBuilder<InputValueDefinitionNode>();
        do
        {
            arguments.Add(ParseInputValueDefinition());
        }
        while (!Skip(TokenKind.ParenRight));
        return arguments.DrainToImmutable();
    }

    private InputValueDefinitionNode ParseInputValueDefinition()
    {
        var start = _token;
        var description = ParseDescription();
        var name = ParseName();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Skip(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null;
        var directives = ParseDirectives(isConst: true);
        return new InputValueDefinitionNode(SpanFrom(start), description, name, type, defaultValue, directives);
    }

    private UnionDefinitionNode ParseUnion(in Token start, StringValueNode? description, bool isExtension)
    {
        ExpectKeyword("union");
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        var members = Skip(TokenKind.EqualsSign) ? ParseDelimited(TokenKind.Pipe, ParseNamedType) : [];
        RequireContent(isExtension, !directives.IsEmpty || !members.IsEmpty);
        return new UnionDefinitionNode(SpanFrom(start), description, isExtension, directives, name, members);
    }

    private EnumDefinitionNode ParseEnum(in Token start, StringValueNode? description, bool isExtension)
    {
        ExpectKeyword("enum");
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        var values = ParseOptionalBlock(ParseEnumValueDefinition);
        RequireContent(isExtension, !directives.IsEmpty || !values.IsEmpty);
        return new EnumDefinitionNode(SpanFrom(start), description, isExtension, directives, name, values);
    }

    private EnumValueDefinitionNode ParseEnumValueDefinition()
    {
        var start = _token;
        var description = ParseDescription();
        if (_token is { Kind: TokenKind.Name, Value: "true" or "false" or "null" })
        {
            throw new GraphQLSyntaxException(
                $"{TokenKindText.Describe(_token)} is reserved and cannot be used for an enum value.", _token.Location);
        }

        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        return new EnumValueDefinitionNode(SpanFrom(start), description, name, directives);
    }

    private InputObjectDefinitionNode ParseInputObject(in Token start, StringValueNode? description, bool isExtension)
    {
        ExpectKeyword("input");
        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        var fields = ParseOptionalBlock(ParseInputValueDefinition);
        RequireContent(isExtension, !directives.IsEmpty || !fields.IsEmpty);
        return new InputObjectDefinitionNode(SpanFrom(start), description, isExtension, directives, name, fields);
    }

    private DirectiveDefinitionNode ParseDirectiveDefinition(in Token start, StringValueNode? description)
    {
        ExpectKeyword("directive");
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseArgumentDefinitions();
        var isRepeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        var locations = ParseDelimited(TokenKind.Pipe, ParseDirectiveLocation);
        return new DirectiveDefinitionNode(SpanFrom(start), description, false, [], name, arguments, isRepeatable, locations);
    }

    private NameNode ParseDirectiveLocation()
    {
        var token = _token;
        var name = ParseName();
        return Types.DirectiveLocationName.Find(name.Value) is null ? throw Unexpected(token) : name;
    }

    /// <summary>An extension that extends nothing is none.</summary>
    private void RequireContent(bool isExtension, bool hasContent)
    {
        if (isExtension && !hasContent)
            throw Unexpected(_token);
    }

    private ImmutableArray<T> ParseOptionalBlock<T>(Func<T> parse) => _token.Kind == TokenKind.BraceLeft ? ParseBlock(parse) : [];

    private ImmutableArray<T> ParseBlock<T>(Func<T> parse)
    {
        Expect(TokenKind.BraceLeft);
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse());
        }
        while (!Skip(TokenKind.BraceRight));
        return items.DrainToImmutable();
    }

    private ImmutableArray<T> ParseDelimited<T>(TokenKind delimiter, Func<T> parse)
    {
        Skip(delimiter);
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse());
        }
        while (Skip(delimiter));
        return items.DrainToImmutable();
    }
}
