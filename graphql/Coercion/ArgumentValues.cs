namespace MoCluster.GraphQL.Coercion;

/// <summary>The coerced arguments of a field, indexed as in the definition of the field.</summary>
internal readonly struct ArgumentValues(object?[]? values)
{
    /// <summary>The value of an argument that was not given and has no default.</summary>
    public static readonly object Absent = new();

    public static ArgumentValues None => new(null);

    public object? this[int index] => values is null ? Absent : values[index];
}
