namespace Orleans;

/// <summary>The plain <see cref="IGrainState{T}"/>.</summary>
/// <typeparam name="T">The type of the state.</typeparam>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>Nothing yet.</summary>
    public GrainState()
    {
    }

    /// <summary>A state that was never stored.</summary>
    /// <param name="state">The state.</param>
    public GrainState(T? state) => State = state;

    /// <summary>A state with the storage's mark.</summary>
    /// <param name="state">The state.</param>
    /// <param name="eTag">The mark.</param>
    public GrainState(T? state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    /// <inheritdoc/>
    public T? State { get; set; }

    /// <inheritdoc/>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
