using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Coerces the variables of a request (spec §6.1.2, CoerceVariableValues). The errors are worded as the options say.</summary>
internal static class VariableCoercion
{
    /// <summary>Coerces all variables. Returns null if any is wrong, with at most as many errors as the options allow.</summary>
    public static VariableValues? Coerce(
        Schema schema, OperationDefinitionNode operation, JsonElement given, ExecutorOptions options, out ImmutableArray<GraphQLError> errors)
    {
        errors = [];
        if (given.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            const string message = "Variables must be provided as an Object where each property is a variable value.";
            errors = [new GraphQLError(message, ErrorCodes.BadUserInput)];
            return null;
        }

        if (operation.Variables.IsEmpty)
            return VariableValues.Empty;
        var found = new VariableErrors(options.MaxErrors, options.Wording);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var definition in operation.Variables)
        {
            CoerceOne(schema, definition, given, values, found);
            if (found.IsFull)
                break;
        }

        errors = found.ToImmutable();
        return errors.IsEmpty ? new VariableValues(values) : null;
    }

    private static void CoerceOne(
        Schema schema, VariableDefinitionNode definition, JsonElement given, Dictionary<string, object?> values, VariableErrors errors)
    {
        var name = definition.Variable.Name.Value;
        var type = schema.FindType(definition.Type)!;
        if (given.ValueKind != JsonValueKind.Object || !given.TryGetProperty(name, out var value))
        {
            if (definition.DefaultValue is not null)
                values[name] = LiteralCoercion.Coerce(definition.DefaultValue, type, null);
            else if (type is NonNullType)
                errors.Add($"Variable \"${name}\" of required type \"{type}\" was not provided.", definition);
            return;
        }

        if (value.ValueKind == JsonValueKind.Null && type is NonNullType)
        {
            errors.Add($"Variable \"${name}\" of non-null type \"{type}\" must not be null.", definition);
            return;
        }

        values[name] = new InputCoercion(definition, errors).Coerce(value, type, null);
    }
}
