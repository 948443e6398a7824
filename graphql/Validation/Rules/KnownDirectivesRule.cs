using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Every directive exists and is allowed at its place (spec §5.7.1, §5.7.2).</summary>
internal sealed class KnownDirectivesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, HashSet<string>> _defined = context.Document.Definitions.OfType<DirectiveDefinitionNode>()
        .GroupBy(d => d.Name.Value, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Last().Locations.Select(l => l.Value).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public override bool Enter(SyntaxNode node)
    {
        if (node is not DirectiveNode directive)
            return true;
        var name = directive.Name.Value;
        if (LocationsOf(name) is not { } locations)
        {
            Context.Report($"Unknown directive \"@{name}\".", directive);
            return true;
        }

        var location = DirectiveLocationName.Of(LocationOf(Context.Types.Parent, Context.Types.Grandparent));
        if (!locations.Contains(location))
            Context.Report($"Directive \"@{name}\" may not be used on {location}.", directive);
        return true;
    }

    private HashSet<string>? LocationsOf(string name) => _defined.TryGetValue(name, out var defined)
        ? defined
        : Context.Schema.FindDirective(name)?.Locations.Select(DirectiveLocationName.Of).ToHashSet(StringComparer.Ordinal);

    private static DirectiveLocation LocationOf(SyntaxNode? parent, SyntaxNode? grandparent) => parent switch
    {
        OperationDefinitionNode { Operation: OperationKind.Query } => DirectiveLocation.Query,
        OperationDefinitionNode { Operation: OperationKind.Mutation } => DirectiveLocation.Mutation,
        OperationDefinitionNode => DirectiveLocation.Subscription,
        FieldNode => DirectiveLocation.Field,
        FragmentSpreadNode => DirectiveLocation.FragmentSpread,
        InlineFragmentNode => DirectiveLocation.InlineFragment,
        FragmentDefinitionNode => DirectiveLocation.FragmentDefinition,
        VariableDefinitionNode => DirectiveLocation.VariableDefinition,
        SchemaDefinitionNode => DirectiveLocation.Schema,
        ScalarDefinitionNode => DirectiveLocation.Scalar,
        ObjectDefinitionNode => DirectiveLocation.Object,
        FieldDefinitionNode => DirectiveLocation.FieldDefinition,
        InterfaceDefinitionNode => DirectiveLocation.Interface,
        UnionDefinitionNode => DirectiveLocation.Union,
        EnumDefinitionNode => DirectiveLocation.Enum,
        EnumValueDefinitionNode => DirectiveLocation.EnumValue,
        InputObjectDefinitionNode => DirectiveLocation.InputObject,
        InputValueDefinitionNode when grandparent is InputObjectDefinitionNode => DirectiveLocation.InputFieldDefinition,
        InputValueDefinitionNode => DirectiveLocation.ArgumentDefinition,
        _ => throw new InvalidOperationException($"No directive can stand on a {parent?.GetType().Name}."),
    };
}
