using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>A directive that is not repeatable is used at most once at a place (spec §5.7.3).</summary>
internal sealed class UniqueDirectivesPerLocationRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        ImmutableArray<DirectiveNode> directives = node switch
        {
            OperationDefinitionNode operation => operation.Directives,
            FragmentDefinitionNode fragment => fragment.Directives,
            VariableDefinitionNode variable => variable.Directives,
            SelectionNode selection => selection.Directives,
            TypeSystemDefinitionNode definition => definition.Directives,
            FieldDefinitionNode field => field.Directives,
            InputValueDefinitionNode value => value.Directives,
            EnumValueDefinitionNode value => value.Directives,
            _ => [],
        };
        if (directives.Length > 1)
            Check(directives);
        return true;
    }

    private void Check(ImmutableArray<DirectiveNode> directives)
    {
        var seen = new Dictionary<string, DirectiveNode>(StringComparer.Ordinal);
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (Context.Schema.FindDirective(name) is { IsRepeatable: false } && !seen.TryAdd(name, directive))
                Context.Report($"The directive \"@{name}\" can only be used once at this location.", seen[name], directive);
        }
    }
}
