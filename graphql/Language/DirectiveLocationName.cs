using System.Collections.Frozen;

namespace MoCluster.GraphQL.Language;

/// <summary>The names of directive locations in GraphQL's notation.</summary>
internal static class DirectiveLocationName
{
    private static readonly FrozenDictionary<string, DirectiveLocation> ByName =
        Enum.GetValues<DirectiveLocation>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static string Of(DirectiveLocation location) => location switch
    {
        DirectiveLocation.Query => "QUERY",
        DirectiveLocation.Mutation => "MUTATION",
        DirectiveLocation.Subscription => "SUBSCRIPTION",
        DirectiveLocation.Field => "FIELD",
        DirectiveLocation.FragmentDefinition => "FRAGMENT_DEFINITION",
        DirectiveLocation.FragmentSpread => "FRAGMENT_SPREAD",
        DirectiveLocation.InlineFragment => "INLINE_FRAGMENT",
        DirectiveLocation.VariableDefinition => "VARIABLE_DEFINITION",
        DirectiveLocation.Schema => "SCHEMA",
        DirectiveLocation.Scalar => "SCALAR",
        DirectiveLocation.Object => "OBJECT",
        DirectiveLocation.FieldDefinition => "FIELD_DEFINITION",
        DirectiveLocation.ArgumentDefinition => "ARGUMENT_DEFINITION",
        DirectiveLocation.Interface => "INTERFACE",
        DirectiveLocation.Union => "UNION",
        DirectiveLocation.Enum => "ENUM",
        DirectiveLocation.EnumValue => "ENUM_VALUE",
        DirectiveLocation.InputObject => "INPUT_OBJECT",
        DirectiveLocation.InputFieldDefinition => "INPUT_FIELD_DEFINITION",
        _ => throw new ArgumentOutOfRangeException(nameof(location), location, "Not a directive location."),
    };

    public static DirectiveLocation? Find(string name) => ByName.TryGetValue(name, out var location) ? location : null;

    /// <summary>The location in words, as in "a field definition".</summary>
    public static string Describe(DirectiveLocation location) => location switch
    {
        DirectiveLocation.Query or DirectiveLocation.Mutation or DirectiveLocation.Subscription => $"a {Words(location)} operation",
        DirectiveLocation.Schema or DirectiveLocation.Scalar or DirectiveLocation.Union => $"a {Words(location)} definition",
        DirectiveLocation.Interface or DirectiveLocation.Enum or DirectiveLocation.EnumValue => $"an {Words(location)} definition",
        DirectiveLocation.Object or DirectiveLocation.InputObject => $"an {Words(location)} type definition",
        DirectiveLocation.InputFieldDefinition => "an input object field definition",
        DirectiveLocation.InlineFragment or DirectiveLocation.ArgumentDefinition => $"an {Words(location)}",
        _ => $"a {Words(location)}",
    };

    private static string Words(DirectiveLocation location) => Of(location).Replace('_', ' ').ToLowerInvariant();
}
