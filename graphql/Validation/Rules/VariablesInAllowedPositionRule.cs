using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>Variables fit the types expected at their places (spec §5.8.5).</summary>
internal sealed class VariablesInAllowedPositionRule(ValidationContext context) : ValidationRule(context)
{
    public override void Leave(SyntaxNode node)
    {
        if (node is not OperationDefinitionNode operation)
            return;
        var variables = new Dictionary<string, VariableDefinitionNode>(StringComparer.Ordinal);
        foreach (var definition in operation.Variables)
            variables[definition.Variable.Name.Value] = definition;
        foreach (var usage in Context.UsagesOf(operation))
        {
            if (usage.Type is null || !variables.TryGetValue(usage.Node.Name.Value, out var definition))
                continue;
            if (Context.Schema.FindType(definition.Type) is { } type
                && !IsAllowed(type, definition.DefaultValue, usage.Type, usage.HasDefault))
            {
                Context.Report(
                    $"Variable \"${usage.Node.Name.Value}\" of type \"{type}\" used in position expecting type \"{usage.Type}\".",
                    definition,
                    usage.Node);
            }
        }
    }

    /// <summary>
    /// A nullable variable is allowed at a non-null place if the variable or the place has a default, used when the variable is not given.
    /// </summary>
    private bool IsAllowed(GraphQLType variable, ValueNode? variableDefault, GraphQLType place, bool placeHasDefault)
    {
        if (place is not NonNullType nonNull || variable is NonNullType)
            return Context.Schema.IsSubtype(variable, place);
        var hasDefault = placeHasDefault || variableDefault is not (null or NullValueNode);
        return hasDefault && Context.Schema.IsSubtype(variable, nonNull.Of);
    }
}
