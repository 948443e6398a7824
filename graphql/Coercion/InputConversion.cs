namespace MoCluster.GraphQL.Coercion;

/// <summary>Casts coerced input to the classes that resolvers ask for.</summary>
internal static class InputConversion
{
    public static T? To<T>(object? value, string owner, string name) => value switch
    {
        null => default,
        T typed => typed,
        _ => throw new ArgumentException($"{owner}.{name} is a {value.GetType().Name}, not a {typeof(T).Name}."),
    };

    public static IReadOnlyList<T>? ToList<T>(object? value, string owner, string name)
    {
        if (value is null)
            return null;
        if (value is not IReadOnlyList<object?> items)
            throw new ArgumentException($"{owner}.{name} is a {value.GetType().Name}, not a list.");
        if (items is IReadOnlyList<T> same)
            return same;
        var list = new T[items.Count];
        for (var i = 0; i < list.Length; i++)
            list[i] = To<T>(items[i], owner, name)!;
        return list;
    }
}
