using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>Coerces the arguments of a field (spec §6.4.1, CoerceArgumentValues).</summary>
internal static class ArgumentCoercion
{
    public static ArgumentValues Coerce(Field field, FieldNode node, VariableValues variables, out GraphQLError? error)
    {
        error = null;
        if (field.Arguments.IsEmpty)
            return ArgumentValues.None;
        var values = new object?[field.Arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = CoerceOne(field.Arguments[i], Find(node, field.Arguments[i].Name), node, variables);
            }
            catch (ArgumentRefusal refusal)
            {
                error = new GraphQLError(refusal.Message, ErrorCodes.BadUserInput) { Locations = [refusal.Location] };
                return ArgumentValues.None;
            }
        }

        return new ArgumentValues(values);
    }

    private static object? CoerceOne(InputValue definition, ArgumentNode? given, FieldNode field, VariableValues variables)
    {
        if (given is null)
        {
            if (definition.IsRequired)
                throw Refuse($"Argument \"{definition.Name}\" of required type \"{definition.Type}\" was not provided.", field);
            return Default(definition);
        }

        if (given.Value is VariableNode variable && !variables.TryGet(variable.Name.Value, out _))
        {
            if (definition.IsRequired)
            {
                throw Refuse(
                    $"Argument \"{definition.Name}\" of required type \"{definition.Type}\" was provided the variable "
                    + $"\"${variable.Name.Value}\" which was not provided a runtime value.",
                    given.Value);
            }

            return Default(definition);
        }

        var value = Value(definition, given.Value, variables);
        if (value is null && definition.Type is NonNullType)
            throw Refuse($"Argument \"{definition.Name}\" of non-null type \"{definition.Type}\" must not be null.", given.Value);
        return value;
    }

    private static object? Value(InputValue definition, ValueNode node, VariableValues variables)
    {
        if (node is NullValueNode)
            return null;
        if (node is VariableNode variable && variables.TryGet(variable.Name.Value, out var given))
            return given;
        try
        {
            return LiteralCoercion.Coerce(node, definition.Type, variables);
        }
        catch (GraphQLException exception)
        {
            throw Refuse($"Argument \"{definition.Name}\" has invalid value {DocumentPrinter.Print(node)}. {exception.Message}", node);
        }
    }

    private static object? Default(InputValue definition) =>
        definition.DefaultLiteral is null ? ArgumentValues.Absent : definition.DefaultValue;

    private static ArgumentNode? Find(FieldNode node, string name)
    {
        foreach (var argument in node.Arguments)
        {
            if (argument.Name.Value == name)
                return argument;
        }

        return null;
    }

    private static ArgumentRefusal Refuse(string message, Node at) => new(message, at.Location);

    /// <summary>Carries a refusal out of the coercion of one field, never further.</summary>
    private sealed class ArgumentRefusal(string message, SourceLocation location) : Exception(message)
    {
        public SourceLocation Location { get; } = location;
    }
}
