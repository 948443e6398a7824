namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves from the parent's value alone.</summary>
internal abstract class PropertyResolver : Resolver
{
    public abstract object? Get(object? source);
}
