namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves from a parent's value of class <typeparamref name="TSource"/>.</summary>
internal sealed class PropertyResolver<TSource>(Func<TSource, object?> get) : PropertyResolver
    where TSource : notnull
{
    public override object? Get(object? source) => get((TSource)source!);
}
