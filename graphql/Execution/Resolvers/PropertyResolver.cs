namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves synchronously from the parent's value alone, so it needs no <see cref="FieldContext"/>.</summary>
internal abstract class PropertyResolver : Resolver
{
    public abstract object? Get(object? source);
}
