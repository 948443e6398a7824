using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Walking;

/// <summary>Finds the uses of variables in an operation or fragment, without those in the fragments that it spreads.</summary>
internal sealed class VariableUsages : IVisitor
{
    private readonly List<VariableUsage> _usages = [];
    private readonly TypeTracker _types;

    private VariableUsages(Schema schema) => _types = new TypeTracker(schema);

    public static List<VariableUsage> Find(Schema schema, SyntaxNode definition)
    {
        var usages = new VariableUsages(schema);
        new SyntaxWalker(usages._types, usages).Walk(definition);
        return usages._usages;
    }

    public bool Enter(SyntaxNode node)
    {
        if (node is VariableNode variable)
            _usages.Add(new VariableUsage(variable, _types.InputType, _types.HasDefault));
        return node is not VariableDefinitionNode;
    }

    public void Leave(SyntaxNode node)
    {
    }
}
