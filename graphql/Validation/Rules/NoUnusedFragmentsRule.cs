using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Every fragment is used by some operation (spec §5.5.1.4).</summary>
internal sealed class NoUnusedFragmentsRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node) => node is DocumentNode;

    public override void Leave(SyntaxNode node)
    {
        var used = Context.Document.Definitions.OfType<OperationDefinitionNode>()
            .SelectMany(Context.FragmentsOf)
            .Select(f => f.Name.Value)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var fragment in Context.Document.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (!used.Contains(fragment.Name.Value))
                Context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
        }
    }
}
