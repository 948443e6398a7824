using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Fragments apply to objects, interfaces and unions (spec §5.5.1.3).</summary>
internal sealed class FragmentsOnCompositeTypesRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        if (node is InlineFragmentNode { TypeCondition: { } condition } && !CanCondition(condition))
            Context.Report($"Fragment cannot condition on non composite type \"{condition.Name.Value}\".", condition);
        if (node is FragmentDefinitionNode fragment && !CanCondition(fragment.TypeCondition))
        {
            Context.Report(
                $"Fragment \"{fragment.Name.Value}\" cannot condition on non composite type \"{fragment.TypeCondition.Name.Value}\".",
                fragment.TypeCondition);
        }

        return true;
    }

    private bool CanCondition(NamedTypeNode condition) => Context.Schema.FindType(condition) is null or NamedType { IsComposite: true };
}
