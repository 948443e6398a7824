using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Introspection;

/// <summary>Declares __Field, __InputValue and __EnumValue (spec §4.2).</summary>
internal static class FieldIntrospection
{
    public static ObjectTypeBuilder BuildField()
    {
        var type = new ObjectTypeBuilder("__Field")
        {
            Description = "Object and Interface types are described by a list of Fields, each of which has a name, potentially a list of "
                + "arguments, and a return type.",
        };
        type.Field("name", "String!").Resolve<Field>(f => f.Name);
        type.Field("description", "String").Resolve<Field>(f => f.Description);
        type.Field("args", "[__InputValue!]!").Argument("includeDeprecated", "Boolean", defaultLiteral: "false").Resolve(context =>
            TypeIntrospection.Visible(context, context.GetSource<Field>().Arguments));
        type.Field("type", "__Type!").Resolve<Field>(f => f.Type);
        type.Field("isDeprecated", "Boolean!").Resolve<Field>(f => f.DeprecationReason is not null);
        type.Field("deprecationReason", "String").Resolve<Field>(f => f.DeprecationReason);
        return type;
    }

    public static ObjectTypeBuilder BuildInputValue()
    {
        var type = new ObjectTypeBuilder("__InputValue")
        {
            Description = "Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input "
                + "Values which describe their type and optionally a default value.",
        };
        type.Field("name", "String!").Resolve<InputValue>(v => v.Name);
        type.Field("description", "String").Resolve<InputValue>(v => v.Description);
        type.Field("type", "__Type!").Resolve<InputValue>(v => v.Type);
        type.Field("defaultValue", "String", "A GraphQL-formatted string representing the default value for this input value.")
            .Resolve<InputValue>(v => v.DefaultLiteral is null ? null : DocumentPrinter.Print(v.DefaultLiteral));
        type.Field("isDeprecated", "Boolean!").Resolve<InputValue>(v => v.DeprecationReason is not null);
        type.Field("deprecationReason", "String").Resolve<InputValue>(v => v.DeprecationReason);
        return type;
    }

    public static ObjectTypeBuilder BuildEnumValue()
    {
        var type = new ObjectTypeBuilder("__EnumValue")
        {
            Description = "One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or "
                + "numeric value. However an Enum value is returned in a JSON response as a string.",
        };
        type.Field("name", "String!").Resolve<EnumValue>(v => v.Name);
        type.Field("description", "String").Resolve<EnumValue>(v => v.Description);
        type.Field("isDeprecated", "Boolean!").Resolve<EnumValue>(v => v.DeprecationReason is not null);
        type.Field("deprecationReason", "String").Resolve<EnumValue>(v => v.DeprecationReason);
        return type;
    }
}
