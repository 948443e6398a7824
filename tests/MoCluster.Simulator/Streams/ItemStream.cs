using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator;

/// <summary>
/// A stream that takes items one by one and has implicit subscribers only: the base of the simulator's own streams and of those with which
/// tests wrap them.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class ItemStream<T> : IAsyncStream<T>
{
    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <inheritdoc/>
    public abstract string ProviderName { get; }

    /// <inheritdoc/>
    public abstract StreamId StreamId { get; }

    /// <inheritdoc/>
    public abstract Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <inheritdoc/>
    public virtual Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) =>
        throw new NotSupportedException($"Explicit subscriptions are not simulated: {StreamId}.");

    /// <inheritdoc/>
    public virtual Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        throw new NotSupportedException($"Explicit subscriptions are not simulated: {StreamId}.");

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) =>
        token is null && filterData is null
            ? SubscribeAsync(observer)
            : throw new NotSupportedException("Simulated streams are not rewindable and have no filters; subscribe without a token and filter data.");

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) =>
        throw new NotSupportedException("Observers of batches are not simulated.");

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        SubscribeAsync(observer);

    /// <inheritdoc/>
    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null) =>
        throw new NotSupportedException("Simulated streams publish items one by one.");

    /// <inheritdoc/>
    public Task OnCompletedAsync() => throw new NotSupportedException("Memory streams do not end.");

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Memory streams carry no errors.");

    /// <inheritdoc/>
    public bool Equals(IAsyncStream<T>? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public int CompareTo(IAsyncStream<T>? other)
    {
        if (other is null)
            return 1;

        var byProvider = string.CompareOrdinal(ProviderName, other.ProviderName);
        return byProvider != 0 ? byProvider : StreamId.CompareTo(other.StreamId);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => StreamId.GetHashCode();
}
