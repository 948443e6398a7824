using System.Collections;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Execution.Results;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>
/// Turns the values of resolvers into the values of the answer, and their exceptions into errors (spec §6.4.3, CompleteValue).
/// </summary>
internal sealed class ValueCompletion(OperationExecution execution, Schema schema, ExecutionErrors errors)
{
    /// <summary>True once a field failed because the request was cancelled.</summary>
    public bool IsCancelled { get; private set; }

    public void Complete(ResultObject parent, int slot, object? value)
    {
        var field = parent.Plan.Fields[slot];
        Complete(field, field.Definition.Type, value, parent, slot);
    }

    /// <summary>A resolver has failed, or its value does not fit: adds the error and sets the value to null.</summary>
    public void Fail(ResultObject parent, int slot, Exception exception) =>
        Fail(parent.Plan.Fields[slot], parent.Plan.Fields[slot].Definition.Type, parent, slot, exception);

    private void Complete(PlannedField field, GraphQLType type, object? value, ResultNode container, int slot)
    {
        var nullable = type.Nullable;
        if (value is Exception error)
        {
            // As in graphql-js, a value may be an exception, so that one item of a list can fail without the others.
            Fail(field, type, container, slot, error);
            return;
        }

        if (value is null)
        {
            if (nullable != type)
            {
                var message = $"Cannot return null for non-nullable field {field.Parent}.{field.Definition.Name}.";
                errors.Add(new GraphQLError(message, ErrorCodes.Internal) { Locations = field.Locations, Path = container.PathOf(slot) });
                container.Propagate();
            }

            return;
        }

        try
        {
            switch (nullable)
            {
                case ScalarType scalar:
                    container.Values[slot] = Serialize(scalar, value);
                    return;
                case EnumType @enum:
                    container.Values[slot] = Serialize(@enum, value);
                    return;
                case ListType list:
                    value = AsList(field, value);
                    break;
                default:
                    nullable = ObjectTypeOf(field, (NamedType)nullable, value);
                    break;
            }
        }
        catch (Exception exception)
        {
            Fail(field, type, container, slot, exception);
            return;
        }

        if (nullable is ListType items)
        {
            CompleteList(field, items.Of, (object?[])value, container, slot, type == nullable);
            return;
        }

        var selection = field.SelectionFor((ObjectType)nullable);
        if (selection.Failure is null)
            CompleteObject(selection, value, container, slot, type is not NonNullType);
        else
            Fail(field, type, container, slot, selection.Failure);
    }

    private void CompleteList(PlannedField field, GraphQLType of, object?[] items, ResultNode container, int slot, bool isNullable)
    {
        var list = new ResultList(container, slot, isNullable, items.Length);
        container.Values[slot] = list;
        for (var i = 0; i < items.Length; i++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            execution.CountValue();
            Complete(field, of, items[i], list, i);
            if (list.IsDead)
                return;
        }
    }

    private void CompleteObject(SelectionPlan selection, object value, ResultNode container, int slot, bool isNullable)
    {
        var result = new ResultObject(selection, container, slot, isNullable);
        container.Values[slot] = result;
        execution.RunSelection(result, value);
    }

    private static object Serialize(ScalarType scalar, object value)
    {
        var serialized = scalar.Serialize(value);
        return JsonValues.CanWrite(serialized)
            ? serialized
            : throw new InvalidOperationException($"Scalar {scalar} serialized to a {serialized?.GetType()}, which JSON has no form for.");
    }

    private static string Serialize(EnumType type, object value) =>
        type.FindByValue(value)?.Name
        ?? throw Unfit($"Enum \"{type}\" cannot represent value: {ValueInspection.Describe(value)}");

    /// <summary>
    /// Copies the items of a sequence before any is completed. If the sequence throws, or its owner changes it meanwhile, only this field
    /// fails.
    /// </summary>
    private static object?[] AsList(PlannedField field, object value) => value switch
    {
        object?[] items => items,
        IEnumerable sequence and not string => sequence.Cast<object?>().ToArray(),
        _ => throw NotIterable(field),
    };

    private static GraphQLException NotIterable(PlannedField field) =>
        Unfit($"Expected Iterable, but did not find one for field \"{field.Parent}.{field.Definition.Name}\".");

    /// <summary>Finds the object type of a value (spec §6.4.3, ResolveAbstractType).</summary>
    private ObjectType ObjectTypeOf(PlannedField field, NamedType type, object value)
    {
        if (type is ObjectType known)
        {
            return known.IsTypeOf is null || known.IsTypeOf(value)
                ? known
                : throw Unfit($"Expected value of type \"{known}\" but got: {ValueInspection.Describe(value)}.");
        }

        var resolve = (type as InterfaceType)?.ResolveType ?? (type as UnionType)?.ResolveType;
        if (resolve is null)
        {
            foreach (var candidate in schema.PossibleTypes(type))
            {
                if (candidate.IsTypeOf!(value))
                    return candidate;
            }
        }

        var coordinate = $"{field.Parent}.{field.Definition.Name}";
        var name = resolve?.Invoke(value)
            ?? throw Unfit($"Abstract type \"{type}\" must resolve to an Object type at runtime for field \"{coordinate}\".");
        if (schema.FindType(name) is not ObjectType found)
            throw Unfit($"Abstract type \"{type}\" was resolved to a type \"{name}\" that is not an object type of the schema.");
        return schema.IsPossible(type, found)
            ? found
            : throw Unfit($"Runtime Object type \"{found}\" is not a possible type for \"{type}\".");
    }

    /// <summary>
    /// A resolver's value does not fit its field's type. That is the server's fault, but the message reveals nothing, so the caller gets
    /// it.
    /// </summary>
    private static GraphQLException Unfit(string message) => new(message, ErrorCodes.Internal);

    private void Fail(PlannedField field, GraphQLType type, ResultNode container, int slot, Exception exception)
    {
        // A cancelled request has no answer that could hold the error.
        if (exception is OperationCanceledException && execution.CancellationToken.IsCancellationRequested)
        {
            IsCancelled = true;
            return;
        }

        var isCutOff = container.IsCutOff;
        if (exception is GraphQLException expected)
        {
            var locations = exception is ArgumentMismatchException mismatch ? [mismatch.Location] : field.Locations;
            if (!isCutOff)
                errors.Add(errors.Describe(expected) with { Locations = locations, Path = container.PathOf(slot) });
        }
        else
        {
            var masked = new GraphQLError("Internal error", ErrorCodes.Internal)
            {
                Locations = field.Locations,
                Path = container.PathOf(slot),
            };
            errors.Tell(exception, masked);
            if (!isCutOff)
                errors.Add(masked);
        }

        if (!isCutOff)
            SetNull(type, container, slot);
    }

    private static void SetNull(GraphQLType type, ResultNode container, int slot)
    {
        if (type is NonNullType)
            container.Propagate();
        else
            container.Values[slot] = null;
    }
}
