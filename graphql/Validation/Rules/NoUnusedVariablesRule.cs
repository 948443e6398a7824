using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>An operation uses every variable that it declares (spec §5.8.4).</summary>
internal sealed class NoUnusedVariablesRule(ValidationContext context) : ValidationRule(context)
{
    public override void Leave(SyntaxNode node)
    {
        if (node is not OperationDefinitionNode operation)
            return;
        var used = Context.UsagesOf(operation).Select(u => u.Node.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var variable in operation.Variables.Where(v => !used.Contains(v.Variable.Name.Value)))
        {
            var by = operation.Name is null ? "" : $" in operation \"{operation.Name.Value}\"";
            Context.Report($"Variable \"${variable.Variable.Name.Value}\" is never used{by}.", variable);
        }
    }
}
