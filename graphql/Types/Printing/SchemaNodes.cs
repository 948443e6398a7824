using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types.Printing;

/// <summary>Turns the parts of a schema into nodes of a syntax tree. The nodes have no place in a document.</summary>
internal static class SchemaNodes
{
    public static TypeSystemDefinitionNode Type(NamedType type)
    {
        var name = Name(type.Name);
        var description = Description(type.Description);
        return type switch
        {
            ScalarType scalar => new ScalarDefinitionNode(default, description, false, SpecifiedBy(scalar.SpecifiedBy), name),
            ObjectType fields =>
                new ObjectDefinitionNode(default, description, false, [], name, References(fields.Interfaces), Fields(fields)),
            InterfaceType fields =>
                new InterfaceDefinitionNode(default, description, false, [], name, References(fields.Interfaces), Fields(fields)),
            UnionType union => new UnionDefinitionNode(default, description, false, [], name, References(union.Members)),
            EnumType @enum => new EnumDefinitionNode(default, description, false, [], name, [.. @enum.Values.Select(EnumValue)]),
            InputObjectType input => new InputObjectDefinitionNode(default, description, false, [], name, Inputs(input.Fields)),
            _ => throw new ArgumentException($"{type} is not a named type.", nameof(type)),
        };
    }

    public static DirectiveDefinitionNode Directive(DirectiveType directive) => new(
        default,
        Description(directive.Description),
        Name(directive.Name),
        Inputs(directive.Arguments),
        directive.IsRepeatable,
        [.. directive.Locations.Select(l => Name(DirectiveLocationName.Of(l)))]);

    public static NamedTypeNode Reference(NamedType type) => new(default, Name(type.Name));

    public static StringValueNode? Description(string? text) => text is null ? null : new StringValueNode(default, text, isBlock: true);

    private static ImmutableArray<NamedTypeNode> References<T>(ImmutableArray<T> types)
        where T : NamedType => [.. types.Select(Reference)];

    private static ImmutableArray<FieldDefinitionNode> Fields(FieldsType type) =>
    [
        .. type.Fields.Select(f => new FieldDefinitionNode(
            default, Description(f.Description), Name(f.Name), Inputs(f.Arguments), TypeOf(f.Type), Deprecated(f.DeprecationReason))),
    ];

    private static ImmutableArray<InputValueDefinitionNode> Inputs(ImmutableArray<InputValue> values) =>
    [
        .. values.Select(v => new InputValueDefinitionNode(
            default, Description(v.Description), Name(v.Name), TypeOf(v.Type), v.DefaultLiteral, Deprecated(v.DeprecationReason))),
    ];

    private static EnumValueDefinitionNode EnumValue(EnumValue value) =>
        new(default, Description(value.Description), Name(value.Name), Deprecated(value.DeprecationReason));

    private static TypeNode TypeOf(GraphQLType type) => type switch
    {
        NonNullType nonNull => new NonNullTypeNode(default, TypeOf(nonNull.Of)),
        ListType list => new ListTypeNode(default, TypeOf(list.Of)),
        _ => Reference((NamedType)type),
    };

    private static ImmutableArray<DirectiveNode> Deprecated(string? reason) => reason switch
    {
        null => [],
        "No longer supported" => [new DirectiveNode(default, Name("deprecated"), [])],
        _ => [new DirectiveNode(default, Name("deprecated"), [Argument("reason", reason)])],
    };

    private static ImmutableArray<DirectiveNode> SpecifiedBy(string? url) =>
        url is null ? [] : [new DirectiveNode(default, Name("specifiedBy"), [Argument("url", url)])];

    private static ArgumentNode Argument(string name, string value) =>
        new(default, Name(name), new StringValueNode(default, value, isBlock: false));

    private static NameNode Name(string name) => new(default, name);
}
