using MoCluster.GrainInterfaces;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Grains.Texts;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>
/// What holds for every text in every argument, whatever is done with it: it is of bounded length, and a store could hold it. So no text
/// reaches a grain or a store that one of them takes and another cannot, a filter's no more than a name's.
/// </summary>
internal static class InputTexts
{
    /// <summary>Lets every field that takes arguments look at their texts first.</summary>
    /// <param name="schema">The schema, with all its types declared.</param>
    public static void Guard(SchemaBuilder schema)
    {
        foreach (var field in schema.Objects.SelectMany(type => type.Fields).Where(field => field.HasArguments))
            field.Guard(Check);
    }

    /// <summary>Finds the first text that cannot be kept.</summary>
    /// <param name="value">An argument's value.</param>
    /// <param name="name">What it is called, for the message.</param>
    /// <param name="path">Where it stands.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
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

    /// <summary>Whether there is nothing to find: without a word of where, which most inputs never need.</summary>
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
