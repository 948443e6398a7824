using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation;

/// <summary>Finds the places where an operation or fragment itself uses variables, not counting the fragments that it spreads.</summary>
internal sealed class VariableUsages : IVisitor
{
    private readonly List<VariableUsage> _usages = [];
    private readonly TypeTracker _types;

    private VariableUsages(Schema schema) => _types = new TypeTracker(schema);

    public static List<VariableUsage> Find(Schema schema, Node definition)
    {
        var usages = new VariableUsages(schema);
        usages._types.Walk(definition, usages);
        return usages._usages;
    }

    public bool Enter(Node node)
    {
        if (node is VariableNode variable)
            _usages.Add(new VariableUsage(variable, _types.InputType, _types.HasDefault));
        return node is not VariableDefinitionNode;
    }

    public void Leave(Node node)
    {
    }
}
