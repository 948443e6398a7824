using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>Input coercion of literals (spec §3.5 to §3.12). What it gives: null, a scalar's or enum's value, object?[], InputObject.</summary>
internal static class LiteralCoercion
{
    /// <summary>Coerces a literal, which may contain variables that were coerced before.</summary>
    /// <exception cref="GraphQLException">The literal is none of the type.</exception>
    public static object? Coerce(ValueNode node, GraphQLType type, VariableValues? variables)
    {
        if (node is VariableNode variable)
            return Variable(variable, type, variables);
        if (type is NonNullType nonNull)
        {
            return node is NullValueNode
                ? throw new GraphQLException($"Expected value of type \"{type}\", found null.")
                : Coerce(node, nonNull.Of, variables);
        }

        return node is NullValueNode ? null : type switch
        {
            ListType list => CoerceList(node, list, variables),
            InputObjectType input => CoerceObject(node, input, variables),
            EnumType @enum => CoerceEnum(node, @enum),
            ScalarType scalar => CoerceScalar(node, scalar, variables),
            _ => throw new InvalidOperationException($"{type} is not an input type."),
        };
    }

    /// <summary>The exceptions by which a scalar says that a value is none of its type.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is GraphQLException or FormatException or OverflowException or ArgumentException;

    private static object? Variable(VariableNode variable, GraphQLType type, VariableValues? variables)
    {
        if (variables is null || !variables.TryGet(variable.Name.Value, out var value))
            value = null;
        if (value is null && type is NonNullType)
            throw new GraphQLException($"Expected value of type \"{type}\", found null in the variable \"${variable.Name.Value}\".");
        return value;
    }

    private static object?[] CoerceList(ValueNode node, ListType type, VariableValues? variables)
    {
        if (node is not ListValueNode list)
            return [Coerce(node, type.Of, variables)];
        var items = new object?[list.Values.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Coerce(list.Values[i], type.Of, variables);
        return items;
    }

    private static object? CoerceObject(ValueNode node, InputObjectType type, VariableValues? variables)
    {
        if (node is not ObjectValueNode given)
            throw new GraphQLException($"Expected value of type \"{type}\", found {DocumentPrinter.Print(node)}.");
        foreach (var field in given.Fields)
        {
            if (type.FindField(field.Name.Value) is null)
                throw new GraphQLException($"Field \"{field.Name.Value}\" is not defined by type \"{type}\".");
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var definition in type.Fields)
        {
            var field = given.Fields.FirstOrDefault(f => f.Name.Value == definition.Name);
            if (field is null || IsMissingVariable(field.Value, variables))
            {
                if (definition.IsRequired)
                {
                    throw new GraphQLException(
                        $"Field \"{type}.{definition.Name}\" of required type \"{definition.Type}\" was not provided.");
                }

                if (definition.DefaultLiteral is not null)
                    values[definition.Name] = definition.DefaultValue;
                continue;
            }

            values[definition.Name] = Coerce(field.Value, definition.Type, variables);
        }

        return Convert(type, values);
    }

    internal static object? Convert(InputObjectType type, Dictionary<string, object?> values)
    {
        var input = new InputObject(type, values);
        return type.Convert is null ? input : type.Convert(input);
    }

    private static bool IsMissingVariable(ValueNode node, VariableValues? variables) =>
        node is VariableNode variable && (variables is null || !variables.TryGet(variable.Name.Value, out _));

    private static object CoerceEnum(ValueNode node, EnumType type) =>
        node is EnumValueNode name && type.FindByName(name.Value) is { } value
            ? value.Value
            : throw new GraphQLException($"Value \"{DocumentPrinter.Print(node)}\" does not exist in \"{type}\" enum.");

    private static object? CoerceScalar(ValueNode node, ScalarType type, VariableValues? variables)
    {
        try
        {
            return type.ParseLiteral(node, variables);
        }
        catch (Exception exception) when (IsRefusal(exception) && exception is not GraphQLException)
        {
            throw new GraphQLException($"Expected value of type \"{type}\", found {DocumentPrinter.Print(node)}; {exception.Message}");
        }
    }
}
