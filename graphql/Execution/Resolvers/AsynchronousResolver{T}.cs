namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves with waiting to a value of a known class.</summary>
internal sealed class AsynchronousResolver<T>(Func<FieldContext, ValueTask<T>> resolve) : AsynchronousResolver
{
    public override ValueTask<object?> ResolveAsync(FieldContext context)
    {
        var task = resolve(context);
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Await(task);
    }

    private static async ValueTask<object?> Await(ValueTask<T> task) => await task;
}
