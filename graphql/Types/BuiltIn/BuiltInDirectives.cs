using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types.BuiltIn;

/// <summary>The four directives that every schema has (spec §3.13).</summary>
internal static class BuiltInDirectives
{
    private static readonly ImmutableArray<DirectiveLocation> OnSelections =
        [DirectiveLocation.Field, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment];

    public static DirectiveType Include { get; } = new(
        "include",
        "Directs the executor to include this field or fragment only when the `if` argument is true.",
        OnSelections,
        [Argument("if", "Included when true.", BuiltInScalars.Boolean.AsNonNull())],
        isRepeatable: false);

    public static DirectiveType Skip { get; } = new(
        "skip",
        "Directs the executor to skip this field or fragment when the `if` argument is true.",
        OnSelections,
        [Argument("if", "Skipped when true.", BuiltInScalars.Boolean.AsNonNull())],
        isRepeatable: false);

    public static DirectiveType Deprecated { get; } = new(
        "deprecated",
        "Marks an element of a GraphQL schema as no longer supported.",
        [
            DirectiveLocation.FieldDefinition,
            DirectiveLocation.ArgumentDefinition,
            DirectiveLocation.InputFieldDefinition,
            DirectiveLocation.EnumValue,
        ],
        [
            Argument(
                "reason",
                "Explains why this element was deprecated, usually also including a suggestion for how to access supported similar data. "
                + "Formatted using the Markdown syntax, as specified by [CommonMark](https://commonmark.org/).",
                BuiltInScalars.String,
                Parser.ParseConstValue("\"No longer supported\"")),
        ],
        isRepeatable: false);

    public static DirectiveType SpecifiedBy { get; } = new(
        "specifiedBy",
        "Exposes a URL that specifies the behavior of this scalar.",
        [DirectiveLocation.Scalar],
        [Argument("url", "The URL that specifies the behavior of this scalar.", BuiltInScalars.String.AsNonNull())],
        isRepeatable: false);

    public static ImmutableArray<DirectiveType> All { get; } = [Include, Skip, Deprecated, SpecifiedBy];

    private static InputValue Argument(string name, string description, GraphQLType type, ValueNode? defaultLiteral = null) =>
        new(name, description, type, defaultLiteral, null);
}
