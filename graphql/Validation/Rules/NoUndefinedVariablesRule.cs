using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>An operation declares every variable that it uses (spec §5.8.3).</summary>
internal sealed class NoUndefinedVariablesRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node) => true;

    public override void Leave(SyntaxNode node)
    {
        if (node is not OperationDefinitionNode operation)
            return;
        var defined = operation.Variables.Select(v => v.Variable.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var usage in Context.UsagesOf(operation).Where(u => !defined.Contains(u.Node.Name.Value)))
        {
            var by = operation.Name is null ? "" : $" by operation \"{operation.Name.Value}\"";
            Context.Report($"Variable \"${usage.Node.Name.Value}\" is not defined{by}.", usage.Node, operation);
        }
    }
}
