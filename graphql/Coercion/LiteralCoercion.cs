using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Spelling;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Coercion;

/// <summary>
/// Coerces literals to input types (spec §3.5 to §3.12). A result is null, the value of a scalar or enum, an object?[], an
/// <see cref="InputObject"/>, or what the input type converts it to.
/// </summary>
internal static class LiteralCoercion
{
    /// <summary>Coerces a literal. It may contain variables, which have been coerced already.</summary>
    /// <exception cref="GraphQLException">The literal does not fit the type, or a scalar or an input conversion refuses it.</exception>
    public static object? Coerce(ValueNode node, GraphQLType type, VariableValues? variables)
    {
        if (node is VariableNode variable)
            return Variable(variable, type, variables);
        if (type is NonNullType nonNull)
        {
            return node is NullValueNode
                ? throw new LiteralMismatchException($"Expected value of type \"{type}\", found null.")
                : Coerce(node, nonNull.Of, variables);
        }

        return node is NullValueNode ? null : type switch
        {
            ListType list => CoerceList(node, list, variables),
            InputObjectType input => CoerceObject(node, input, variables),
            _ => CoerceNamed(node, (NamedType)type, variables),
        };
    }

    /// <summary>Coerces a literal that is not null to a scalar or enum. Exceptions of the scalar are not caught.</summary>
    public static object? CoerceLeaf(ValueNode node, NamedType type, VariableValues? variables) => type switch
    {
        EnumType @enum => CoerceEnum(node, @enum),
        ScalarType scalar => scalar.ParseLiteral(node, variables),
        _ => throw new InvalidOperationException($"{type} is neither a scalar nor an enum."),
    };

    /// <summary>True for the exceptions with which a scalar may refuse a value.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is GraphQLException or FormatException or OverflowException or ArgumentException;

    /// <summary>Makes the object that resolvers receive, from the coerced fields of an input object.</summary>
    public static object? Convert(InputObjectType type, Dictionary<string, object?> values)
    {
        var input = new InputObject(type, values);
        return type.Convert is null ? input : type.Convert(input);
    }

    private static object? Variable(VariableNode variable, GraphQLType type, VariableValues? variables)
    {
        if (variables is null || !variables.TryGet(variable.Name.Value, out var value))
            value = null;
        if (value is null && type is NonNullType)
        {
            throw new LiteralMismatchException(
                $"Expected value of type \"{type}\", found null in the variable \"${variable.Name.Value}\".");
        }

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
            throw new LiteralMismatchException($"Expected value of type \"{type}\", found {DocumentPrinter.Print(node)}.");
        foreach (var field in given.Fields)
        {
            if (type.FindField(field.Name.Value) is null)
                throw new LiteralMismatchException($"Field \"{field.Name.Value}\" is not defined by type \"{type}\".");
        }

        var values = new Dictionary<string, object?>(type.Fields.Length, StringComparer.Ordinal);
        foreach (var definition in type.Fields)
            CoerceField(given, definition, type, variables, values);
        return Convert(type, values);
    }

    private static void CoerceField(
        ObjectValueNode given, InputValue definition, InputObjectType type, VariableValues? variables, Dictionary<string, object?> values)
    {
        var field = given.Fields.FirstOrDefault(f => f.Name.Value == definition.Name);
        if (field is not null && !IsMissingVariable(field.Value, variables))
        {
            values[definition.Name] = Coerce(field.Value, definition.Type, variables);
            return;
        }

        if (definition.IsRequired)
        {
            throw new LiteralMismatchException(
                $"Field \"{type}.{definition.Name}\" of required type \"{definition.Type}\" was not provided.");
        }

        if (definition.DefaultLiteral is not null)
            values[definition.Name] = definition.DefaultValue;
    }

    private static bool IsMissingVariable(ValueNode node, VariableValues? variables) =>
        node is VariableNode variable && (variables is null || !variables.TryGet(variable.Name.Value, out _));

    private static object CoerceEnum(ValueNode node, EnumType type)
    {
        if (node is EnumValueNode name && type.FindByName(name.Value) is { } value)
            return value.Value;
        var text = DocumentPrinter.Print(node);
        var suggestions = Suggestions.DidYouMean("the enum value", Suggestions.For(text, type.Values.Select(v => v.Name)));
        throw new LiteralMismatchException(node is EnumValueNode
            ? $"Value \"{text}\" does not exist in \"{type}\" enum." + suggestions
            : $"Enum \"{type}\" cannot represent non-enum value: {text}." + suggestions);
    }

    private static object? CoerceNamed(ValueNode node, NamedType type, VariableValues? variables)
    {
        try
        {
            return CoerceLeaf(node, type, variables);
        }
        catch (Exception exception) when (IsRefusal(exception) && exception is not GraphQLException)
        {
            throw new LiteralMismatchException(
                $"Expected value of type \"{type}\", found {DocumentPrinter.Print(node)}; {exception.Message}");
        }
    }
}
