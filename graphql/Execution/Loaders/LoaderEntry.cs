namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>
/// The value of one key in one request. Continuations run inline, on the execution's flow: resolvers that only load go on one after
/// another, and what they load next is one batch again.
/// </summary>
internal sealed class LoaderEntry<TValue>
{
    private readonly TaskCompletionSource<TValue?> _source = new();

    /// <summary>True once the loader has been called for the key. Guarded by the execution's lock.</summary>
    public bool IsAsked { get; set; }

    public Task<TValue?> Task => _source.Task;

    public void SetResult(TValue? value) => _source.SetResult(value);

    public void SetException(Exception exception)
    {
        _source.SetException(exception);
        // A field may have asked without awaiting; the loader's error is then nobody's, and no unobserved one.
        _ = _source.Task.Exception;
    }
}
