using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Fragments have different names (spec §5.5.1.1).</summary>
internal sealed class UniqueFragmentNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, NameNode> _known = new(StringComparer.Ordinal);

    public override bool Enter(SyntaxNode node)
    {
        if (node is DocumentNode)
            return true;
        if (node is FragmentDefinitionNode { Name: var name } && !_known.TryAdd(name.Value, name))
            Context.Report($"There can be only one fragment named \"{name.Value}\".", _known[name.Value], name);
        return false;
    }
}
