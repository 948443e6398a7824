namespace MoCluster.GraphQL.Execution.Resolvers;

/// <summary>Resolves neighbouring root fields of a mutation in one call, to values of class <typeparamref name="T"/>.</summary>
internal sealed class TogetherResolver<T>(
    Func<IReadOnlyList<FieldContext>, ValueTask<IReadOnlyList<T>>> resolve, Action<FieldContext>? check = null) : TogetherResolver
{
    public override TogetherResolver With(Action<FieldContext> check) => new TogetherResolver<T>(resolve, check);

    public override async Task<IReadOnlyList<object?>> ResolveAllAsync(IReadOnlyList<FieldContext> contexts)
    {
        if (check is not null)
        {
            for (var i = 0; i < contexts.Count; i++)
                Check(check, contexts[i], i);
        }

        var values = await resolve(contexts);
        return [.. values.Cast<object?>()];
    }

    public override async ValueTask<object?> ResolveAsync(FieldContext context)
    {
        try
        {
            return (await ResolveAllAsync([context]))[0];
        }
        catch (FailedTogetherException failed)
        {
            throw failed.Reason;
        }
    }

    private static void Check(Action<FieldContext> check, FieldContext context, int index)
    {
        try
        {
            check(context);
        }
        catch (Exception exception)
        {
            throw new FailedTogetherException(index, exception);
        }
    }
}
