using System.Collections.Concurrent;
using MoCluster.Simulator.Activations;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator.Streams;

/// <summary>The streams of one name. A stream is remembered only while items wait in it.</summary>
internal sealed class StreamProvider : IStreamProvider
{
    private readonly ConcurrentDictionary<StreamId, IStreamPump> _pumps = new();
    private readonly ConcurrentDictionary<string, GrainClass[]> _subscribers = new(StringComparer.Ordinal);
    private long _lastNumber;

    public StreamProvider(string name, SimulatorEngine engine)
    {
        Name = name;
        Engine = engine;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <summary>Where the subscribers live.</summary>
    public SimulatorEngine Engine { get; }

    /// <inheritdoc/>
    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new Stream<T>(this, streamId);

    /// <summary>Whether a grain is subscribed to a stream.</summary>
    public bool IsSubscribed(GrainId grain, StreamId stream) => SubscribersOf(stream).Contains(grain);

    /// <summary>The grains that are subscribed to a stream.</summary>
    public IEnumerable<GrainId> SubscribersOf(StreamId stream) =>
        SubscribersOf(stream.GetNamespace() ?? "").Select(subscriber => GrainId.Create(subscriber.GrainType, stream.GetKeyAsString()));

    /// <summary>The number of the next item; they grow within each stream, and begin anew with the process.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>Queues an item for each subscriber.</summary>
    /// <exception cref="InvalidOperationException">The stream's queue is full.</exception>
    public void Publish<T>(Stream<T> stream, T item)
    {
        if (SubscribersOf(stream.StreamId.GetNamespace() ?? "").Length == 0)
            return;

        while (true)
        {
            var pump = _pumps.GetOrAdd(stream.StreamId, static (_, stream) => new StreamPump<T>(stream), stream);
            if (pump is not StreamPump<T> typed)
                throw new InvalidOperationException($"Stream {stream.StreamId} carries items of another type than {typeof(T)}.");
            if (typed.TryAdd(item))
                return;
        }
    }

    /// <summary>Forgets a stream in which nothing waits.</summary>
    public void Forget(StreamId stream, IStreamPump pump) => _pumps.TryRemove(KeyValuePair.Create(stream, pump));

    private GrainClass[] SubscribersOf(string streamNamespace) => _subscribers.GetOrAdd(streamNamespace, static (ns, bindings) =>
        [.. bindings.Classes.Where(grainClass => grainClass.Subscriptions.Any(subscription => subscription.IsMatch(ns)))], Engine.Bindings);
}
