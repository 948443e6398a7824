namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>
/// The value of one key in one request. Continuations run inline, on the execution's flow: the resolvers that waited for the key continue
/// one after another, and the keys that they load next form one loader batch again.
/// </summary>
internal sealed class LoaderEntry<TValue>
{
    private readonly TaskCompletionSource<TValue?> _source = new();

    /// <summary>True once the loader has been called for the key. Guarded by the scheduler's lock.</summary>
    public bool IsAsked { get; set; }

    public Task<TValue?> Task => _source.Task;

    public void SetResult(TValue? value) => _source.SetResult(value);

    public void SetException(Exception exception)
    {
        _source.SetException(exception);
        // A field may have asked for the key without awaiting it. Reading the exception here keeps it from being an unobserved one.
        _ = _source.Task.Exception;
    }
}
