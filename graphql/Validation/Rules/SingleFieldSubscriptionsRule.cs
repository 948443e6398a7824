using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Planning;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>A subscription selects exactly one root field, which is not an introspection field (spec §5.2.3.1).</summary>
internal sealed class SingleFieldSubscriptionsRule(ValidationContext context) : ValidationRule(context)
{
    public override bool Enter(SyntaxNode node)
    {
        if (node is OperationDefinitionNode { Operation: OperationKind.Subscription } operation && Context.Schema.Subscription is { } type)
        {
            var collector = new FieldCollector(Context.Schema, Context.FindFragment, variables: null, type);
            collector.Collect(operation.SelectionSet);
            Check(operation, [.. collector.ByResponseName.Values]);
        }

        return node is DocumentNode;
    }

    private void Check(OperationDefinitionNode operation, List<List<FieldNode>> groups)
    {
        var name = operation.Name is null ? "Anonymous Subscription" : $"Subscription \"{operation.Name.Value}\"";
        if (groups.Count > 1)
            Context.Report($"{name} must select only one top level field.", groups.Skip(1).SelectMany(g => g));
        foreach (var group in groups.Where(g => g[0].Name.Value.StartsWith("__", StringComparison.Ordinal)))
            Context.Report($"{name} must not select an introspection top level field.", group);
    }
}
