namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves synchronously, with arguments and context.</summary>
internal sealed class SynchronousResolver(Func<FieldContext, object?> resolve) : Resolver
{
    public object? Resolve(FieldContext context) => resolve(context);
}
