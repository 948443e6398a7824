using MoCluster.GrainInterfaces;
using MoCluster.Grains.Primitives;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>
/// Checks every text in every argument: its length is limited, and every store can hold it. So no text reaches a grain or a store that only
/// some stores could hold, also not in a filter.
/// </summary>
internal static class InputTexts
{
    /// <summary>Makes every field check the texts of its arguments before it is resolved.</summary>
    /// <param name="schema">The schema, with all its types declared.</param>
    public static void Guard(SchemaBuilder schema)
    {
        foreach (var field in schema.Objects.SelectMany(type => type.Fields).Where(field => field.HasArguments))
            field.Guard(Check);
    }

    /// <summary>Finds the first text that cannot be stored.</summary>
    /// <param name="value">The value of an argument.</param>
    /// <param name="name">The name of the value, for the message.</param>
    /// <param name="path">The path of the value.</param>
    /// <returns>The refusal; null if all texts can be stored.</returns>
    public static Refusal? Find(object? value, string name, string path) => value switch
    {
        string text => TextBound.Any.Check(text, name, path),
        InputObject input => input.Values.Select(field => Find(field.Value, field.Key, $"{path}.{field.Key}")).FirstOrDefault(found => found is not null),
        IReadOnlyList<object?> items => items.Select((item, i) => Find(item, name, $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static void Check(FieldContext context)
    {
        foreach (var argument in context.Field.Arguments)
        {
            if (!context.HasArgument(argument.Name))
                continue;
            var value = context.Argument<object>(argument.Name);
            if (!IsSound(value) && Find(value, argument.Name, argument.Name) is { } refusal)
                throw Refusals.ToException(refusal);
        }
    }

    /// <summary>Whether all texts can be stored. It builds no paths, which most inputs never need.</summary>
    private static bool IsSound(object? value)
    {
        switch (value)
        {
            case string text:
                return TextBound.Any.Holds(text) && StorableText.Find(text) < 0;
            case InputObject input:
                foreach (var field in input.Values)
                {
                    if (!IsSound(field.Value))
                        return false;
                }

                return true;
            case IReadOnlyList<object?> items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (!IsSound(items[i]))
                        return false;
                }

                return true;
            default:
                return true;
        }
    }
}
