namespace MoCluster.GraphQL.Language;

/// <summary>The places where a directive may be written (spec §3.13).</summary>
public enum DirectiveLocation
{
    /// <summary>On a query.</summary>
    Query,

    /// <summary>On a mutation.</summary>
    Mutation,

    /// <summary>On a subscription.</summary>
    Subscription,

    /// <summary>On a selected field.</summary>
    Field,

    /// <summary>On the definition of a fragment.</summary>
    FragmentDefinition,

    /// <summary>On a fragment spread.</summary>
    FragmentSpread,

    /// <summary>On an inline fragment.</summary>
    InlineFragment,

    /// <summary>On the declaration of a variable.</summary>
    VariableDefinition,

    /// <summary>On a schema.</summary>
    Schema,

    /// <summary>On a scalar.</summary>
    Scalar,

    /// <summary>On an object type.</summary>
    Object,

    /// <summary>On the definition of a field.</summary>
    FieldDefinition,

    /// <summary>On the definition of an argument.</summary>
    ArgumentDefinition,

    /// <summary>On an interface.</summary>
    Interface,

    /// <summary>On a union.</summary>
    Union,

    /// <summary>On an enum.</summary>
    Enum,

    /// <summary>On a value of an enum.</summary>
    EnumValue,

    /// <summary>On an input object.</summary>
    InputObject,

    /// <summary>On the definition of a field of an input object.</summary>
    InputFieldDefinition,
}
