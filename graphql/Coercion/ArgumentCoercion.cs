using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Coercion;

/// <summary>
/// Coerces the arguments of a field or of a directive (spec §6.4.1, CoerceArgumentValues). The errors are worded as in graphql-js.
/// </summary>
internal static class ArgumentCoercion
{
    /// <summary>Coerces the arguments of a field, or gives the reason why one does not fit its type.</summary>
    public static ArgumentValues Coerce(Field field, FieldNode node, VariableValues variables, out Exception? failure)
    {
        failure = null;
        if (field.Arguments.IsEmpty)
            return ArgumentValues.None;
        try
        {
            return CoerceAll(field.Arguments, node.Arguments, node, variables);
        }
        catch (Exception exception)
        {
            // Plans are kept for further requests, so the failure is stored in the plan, and each execution reports it at the field.
            failure = exception;
            return ArgumentValues.None;
        }
    }

    /// <summary>Coerces the arguments of a directive.</summary>
    /// <exception cref="ArgumentMismatchException">An argument does not fit its type.</exception>
    public static ArgumentValues Coerce(DirectiveType directive, DirectiveNode node, VariableValues variables) =>
        CoerceAll(directive.Arguments, node.Arguments, node, variables);

    private static ArgumentValues CoerceAll(
        ImmutableArray<InputValue> definitions, ImmutableArray<ArgumentNode> given, SyntaxNode owner, VariableValues variables)
    {
        var values = new object?[definitions.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = CoerceOne(definitions[i], Find(given, definitions[i].Name), owner, variables);
        return new ArgumentValues(values);
    }

    private static object? CoerceOne(InputValue definition, ArgumentNode? given, SyntaxNode owner, VariableValues variables)
    {
        if (given is null)
        {
            if (definition.IsRequired)
                throw Mismatch($"Argument \"{definition.Name}\" of required type \"{definition.Type}\" was not provided.", owner);
            return Default(definition);
        }

        if (given.Value is VariableNode variable && !variables.TryGet(variable.Name.Value, out _))
        {
            if (definition.IsRequired)
            {
                throw Mismatch(
                    $"Argument \"{definition.Name}\" of required type \"{definition.Type}\" was provided the variable "
                    + $"\"${variable.Name.Value}\" which was not provided a runtime value.",
                    given.Value);
            }

            return Default(definition);
        }

        var value = Value(definition, given.Value, variables);
        if (value is null && definition.Type is NonNullType)
            throw Mismatch($"Argument \"{definition.Name}\" of non-null type \"{definition.Type}\" must not be null.", given.Value);
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
        catch (LiteralMismatchException)
        {
            throw Mismatch($"Argument \"{definition.Name}\" has invalid value {DocumentPrinter.Print(node)}.", node);
        }
        catch (GraphQLException refusal)
        {
            throw new ArgumentMismatchException(refusal.Message, node.Location, refusal.Code, refusal.Extensions);
        }
    }

    private static object? Default(InputValue definition) =>
        definition.DefaultLiteral is null ? ArgumentValues.Absent : definition.DefaultValue;

    private static ArgumentNode? Find(ImmutableArray<ArgumentNode> given, string name)
    {
        foreach (var argument in given)
        {
            if (argument.Name.Value == name)
                return argument;
        }

        return null;
    }

    private static ArgumentMismatchException Mismatch(string message, SyntaxNode at) => new(message, at.Location);
}
