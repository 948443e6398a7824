namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves asynchronously, with arguments and context.</summary>
internal abstract class AsynchronousResolver : Resolver
{
    public abstract ValueTask<object?> ResolveAsync(FieldContext context);
}
