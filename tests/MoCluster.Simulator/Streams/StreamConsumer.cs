using MoCluster.Simulator.Activations;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace MoCluster.Simulator.Streams;

/// <summary>The observers that one activation attached. Used only on its turn.</summary>
internal sealed class StreamConsumer(Activation activation)
{
    private readonly Dictionary<(string Provider, StreamId Stream), object> _observers = [];
    private readonly HashSet<(string Provider, StreamId Stream)> _announced = [];

    /// <summary>The activation.</summary>
    public Activation Activation => activation;

    /// <summary>Attaches an observer; null detaches the current one.</summary>
    public void Attach<T>(Stream<T> stream, IAsyncObserver<T>? observer)
    {
        if (observer is null)
            _observers.Remove((stream.ProviderName, stream.StreamId));
        else
            _observers[(stream.ProviderName, stream.StreamId)] = observer;
    }

    /// <summary>The observer of a stream. Before the first item, the grain is asked to attach one.</summary>
    public async Task<IAsyncObserver<T>?> ObserverOfAsync<T>(Stream<T> stream)
    {
        var key = (stream.ProviderName, stream.StreamId);
        if (!_observers.ContainsKey(key) && activation.GrainInstance is IStreamSubscriptionObserver grain && _announced.Add(key))
            await grain.OnSubscribed(new SubscriptionHandleFactory(stream, this));

        return (IAsyncObserver<T>?)_observers.GetValueOrDefault(key);
    }
}
