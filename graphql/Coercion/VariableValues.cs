namespace MoCluster.GraphQL.Coercion;

/// <summary>The coerced variables of one request: those that were given or have a default.</summary>
internal sealed class VariableValues(Dictionary<string, object?> values)
{
    public static VariableValues Empty { get; } = new([]);

    public bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);
}
