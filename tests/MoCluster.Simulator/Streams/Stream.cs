using MoCluster.Simulator.Activations;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator.Streams;

/// <summary>A stream, for its publisher and for the grain subscribed to it.</summary>
internal sealed class Stream<T>(StreamProvider provider, StreamId streamId) : ItemStream<T>
{
    /// <inheritdoc/>
    public override string ProviderName => provider.Name;

    /// <inheritdoc/>
    public override StreamId StreamId => streamId;

    /// <summary>The provider to which it belongs.</summary>
    public StreamProvider Provider => provider;

    /// <inheritdoc/>
    public override Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        if (token is not null)
            return Task.FromException(new ArgumentException("Simulated streams number their items themselves.", nameof(token)));

        try
        {
            provider.Publish(this, item);
            return Task.CompletedTask;
        }
        catch (InvalidOperationException full)
        {
            return Task.FromException(full);
        }
    }

    /// <inheritdoc/>
    public override Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => OwnHandle().ResumeAsync(observer);

    /// <inheritdoc/>
    public override Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>([OwnHandle()]);

    private SubscriptionHandle<T> OwnHandle()
    {
        if (Activation.Current is not { } grain || !provider.IsSubscribed(grain.GrainId, streamId))
        {
            throw new NotSupportedException(
                $"Only a grain whose class has [ImplicitStreamSubscription(\"{streamId.GetNamespace()}\")] and whose key is "
                + $"\"{streamId.GetKeyAsString()}\" can subscribe to {streamId} here.");
        }

        return new SubscriptionHandle<T>(this, grain.Streams);
    }
}
