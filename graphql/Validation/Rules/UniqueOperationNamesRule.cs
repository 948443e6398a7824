using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Operations have different names (spec §5.2.1.1).</summary>
internal sealed class UniqueOperationNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, NameNode> _known = new(StringComparer.Ordinal);

    public override bool Enter(SyntaxNode node)
    {
        if (node is DocumentNode)
            return true;
        if (node is OperationDefinitionNode { Name: { } name } && !_known.TryAdd(name.Value, name))
            Context.Report($"There can be only one operation named \"{name.Value}\".", _known[name.Value], name);
        return false;
    }
}
