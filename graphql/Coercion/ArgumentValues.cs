namespace MoCluster.GraphQL.Coercion;

/// <summary>The coerced arguments of a field, by their position in its definition.</summary>
internal readonly struct ArgumentValues(object?[]? values)
{
    /// <summary>Stands for an argument that was not given and has no default.</summary>
    public static readonly object Absent = new();

    public static ArgumentValues None => new(null);

    public object? this[int index] => values is null ? Absent : values[index];
}
