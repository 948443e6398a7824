using MoCluster.Embedded.Activations;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Embedded.Streams;

/// <summary>A stream, for its publisher and for the grain that is subscribed to it.</summary>
internal sealed class Stream<T>(StreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <inheritdoc/>
    public string ProviderName => provider.Name;

    /// <inheritdoc/>
    public StreamId StreamId => streamId;

    /// <summary>Where it belongs.</summary>
    public StreamProvider Provider => provider;

    /// <inheritdoc/>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        if (token is not null)
            return Task.FromException(new ArgumentException("Streams here number their items themselves.", nameof(token)));

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
    public Task OnCompletedAsync() => throw new NotSupportedException("Memory streams do not end.");

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Memory streams carry no errors.");

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => OwnHandle().ResumeAsync(observer);

    /// <inheritdoc/>
    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
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
