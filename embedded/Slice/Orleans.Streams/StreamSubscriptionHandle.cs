using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A subscription of a grain to a stream.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>?>
{
    /// <summary>The stream.</summary>
    public abstract StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    public abstract string ProviderName { get; }

    /// <summary>The subscription's own id.</summary>
    public abstract Guid HandleId { get; }

    /// <summary>Detaches the observer. An implicit subscription itself stays, as in Orleans.</summary>
    /// <returns>Completes when it is detached.</returns>
    public abstract Task UnsubscribeAsync();

    /// <summary>Attaches an observer, in place of the one before.</summary>
    /// <param name="observer">Receives the items, one at a time, on the grain's turn.</param>
    /// <param name="token">Must be null here: streams are not rewindable.</param>
    /// <returns>The handle.</returns>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);

    /// <inheritdoc/>
    public abstract bool Equals(StreamSubscriptionHandle<T>? other);
}
