namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves asynchronously to a value of class <typeparamref name="T"/>.</summary>
internal sealed class AsynchronousResolver<T>(Func<FieldContext, ValueTask<T>> resolve) : AsynchronousResolver
{
    public override ValueTask<object?> ResolveAsync(FieldContext context)
    {
        var task = resolve(context);
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Await(task);
    }

    private static async ValueTask<object?> Await(ValueTask<T> task) => await task;
}
