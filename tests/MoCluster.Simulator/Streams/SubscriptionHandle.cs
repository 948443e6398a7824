using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator.Streams;

/// <summary>The implicit subscription of a grain to a stream.</summary>
internal sealed class SubscriptionHandle<T>(Stream<T> stream, StreamConsumer consumer) : StreamSubscriptionHandle<T>
{
    /// <inheritdoc/>
    public override StreamId StreamId => stream.StreamId;

    /// <inheritdoc/>
    public override string ProviderName => stream.ProviderName;

    /// <summary>The same for every activation of the grain.</summary>
    public override Guid HandleId { get; } = SubscriptionIds.Of(consumer.Activation.GrainId, stream.StreamId);

    /// <inheritdoc/>
    public override Task UnsubscribeAsync()
    {
        consumer.Attach(stream, null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
            throw new ArgumentException("Simulated streams are not rewindable; resume without a token.", nameof(token));

        consumer.Attach(stream, observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    /// <inheritdoc/>
    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException("Observers of batches are not simulated.");

    /// <inheritdoc/>
    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HandleId.GetHashCode();
}
