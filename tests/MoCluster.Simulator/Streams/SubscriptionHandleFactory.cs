using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace MoCluster.Simulator.Streams;

/// <summary>Gives an activation the handle of its implicit subscription.</summary>
internal sealed class SubscriptionHandleFactory(IAsyncStream stream, StreamConsumer consumer) : IStreamSubscriptionHandleFactory
{
    /// <inheritdoc/>
    public StreamId StreamId => stream.StreamId;

    /// <inheritdoc/>
    public string ProviderName => stream.ProviderName;

    /// <inheritdoc/>
    public GuidId SubscriptionId => GuidId.GetGuidId(SubscriptionIds.Of(consumer.Activation.GrainId, StreamId));

    /// <inheritdoc/>
    public StreamSubscriptionHandle<T> Create<T>() =>
        stream is Stream<T> typed
            ? new SubscriptionHandle<T>(typed, consumer)
            : throw new InvalidOperationException(
                $"The items of stream {StreamId} are not of type {typeof(T)}: its publisher uses {stream.GetType()}.");
}
