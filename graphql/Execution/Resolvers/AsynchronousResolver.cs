namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves with waiting.</summary>
internal abstract class AsynchronousResolver : Resolver
{
    public abstract ValueTask<object?> ResolveAsync(FieldContext context);
}
