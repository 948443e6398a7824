using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Introspection;

/// <summary>Declares __Type and __TypeKind (spec §4.2).</summary>
internal static class TypeIntrospection
{
    public static ObjectTypeBuilder Build()
    {
        var type = new ObjectTypeBuilder("__Type")
        {
            Description = "The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as represented "
                + "by the `__TypeKind` enum. Depending on the kind of a type, certain fields describe information about that type.",
        };
        type.Field("kind", "__TypeKind!").Resolve<GraphQLType>(KindOf);
        type.Field("name", "String").Resolve<GraphQLType>(t => (t as NamedType)?.Name);
        type.Field("description", "String").Resolve<GraphQLType>(t => (t as NamedType)?.Description);
        type.Field("specifiedByURL", "String").Resolve<GraphQLType>(t => (t as ScalarType)?.SpecifiedBy);
        type.Field("fields", "[__Field!]").Argument("includeDeprecated", "Boolean", defaultLiteral: "false").Resolve(Fields);
        type.Field("interfaces", "[__Type!]").Resolve<GraphQLType>(t => t is FieldsType fields ? fields.Interfaces : null);
        type.Field("possibleTypes", "[__Type!]").Resolve(PossibleTypes);
        type.Field("enumValues", "[__EnumValue!]").Argument("includeDeprecated", "Boolean", defaultLiteral: "false").Resolve(EnumValues);
        type.Field("inputFields", "[__InputValue!]").Argument("includeDeprecated", "Boolean", defaultLiteral: "false").Resolve(InputFields);
        type.Field("ofType", "__Type").Resolve<GraphQLType>(t => (t as ListType)?.Of ?? (t as NonNullType)?.Of);
        return type;
    }

    public static EnumTypeBuilder BuildKind() => new EnumTypeBuilder("__TypeKind")
    {
        Description = "An enum describing what kind of type a given `__Type` is.",
    }
        .Value("SCALAR", "Indicates this type is a scalar.")
        .Value("OBJECT", "Indicates this type is an object. `fields` and `interfaces` are valid fields.")
        .Value("INTERFACE", "Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields.")
        .Value("UNION", "Indicates this type is a union. `possibleTypes` is a valid field.")
        .Value("ENUM", "Indicates this type is an enum. `enumValues` is a valid field.")
        .Value("INPUT_OBJECT", "Indicates this type is an input object. `inputFields` is a valid field.")
        .Value("LIST", "Indicates this type is a list. `ofType` is a valid field.")
        .Value("NON_NULL", "Indicates this type is a non-null. `ofType` is a valid field.");

    private static string KindOf(GraphQLType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };

    private static IEnumerable<Field>? Fields(FieldContext context) =>
        (context.Source as FieldsType)?.Fields.Where(f => f.DeprecationReason is null || IncludesDeprecated(context));

    private static IEnumerable<NamedType>? PossibleTypes(FieldContext context) =>
        context.Source is NamedType { IsAbstract: true } type ? context.Schema.PossibleTypes(type) : null;

    private static IEnumerable<EnumValue>? EnumValues(FieldContext context) =>
        (context.Source as EnumType)?.Values.Where(v => v.DeprecationReason is null || IncludesDeprecated(context));

    private static IEnumerable<InputValue>? InputFields(FieldContext context) =>
        context.Source is InputObjectType type ? Visible(context, type.Fields) : null;

    /// <summary>The arguments or input fields to answer: deprecated ones only if the request includes them.</summary>
    internal static IEnumerable<InputValue> Visible(FieldContext context, IEnumerable<InputValue> values) =>
        values.Where(v => v.DeprecationReason is null || IncludesDeprecated(context));

    private static bool IncludesDeprecated(FieldContext context) => context.Argument<bool>("includeDeprecated");
}
