using System.Collections.Concurrent;
using MoCluster.Simulator.Activations;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator.Streams;

/// <summary>The streams of one provider name. A stream is remembered only while items wait in it.</summary>
internal sealed class StreamProvider(string name, SimulatorEngine engine) : IStreamProvider
{
    private readonly ConcurrentDictionary<StreamId, IStreamPump> _pumps = new();
    private readonly ConcurrentDictionary<string, GrainClass[]> _subscribers = new(StringComparer.Ordinal);
    private long _lastNumber;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <summary>The engine of the subscribers.</summary>
    public SimulatorEngine Engine => engine;

    /// <inheritdoc/>
    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new Stream<T>(this, streamId);

    /// <summary>Whether a grain is subscribed to a stream.</summary>
    public bool IsSubscribed(GrainId grain, StreamId stream) => SubscribersOf(stream).Contains(grain);

    /// <summary>The grains subscribed to a stream.</summary>
    public IEnumerable<GrainId> SubscribersOf(StreamId stream) =>
        ClassesOf(stream).Select(subscriber => GrainId.Create(subscriber.GrainType, stream.GetKeyAsString()));

    /// <summary>The number of the next item. Numbers grow within each stream, and start anew with the process.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>Queues an item for each subscriber.</summary>
    /// <exception cref="InvalidOperationException">The stream's queue is full.</exception>
    public void Publish<T>(Stream<T> stream, T item)
    {
        if (ClassesOf(stream.StreamId).Length == 0)
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

    /// <summary>Forgets a stream without waiting items.</summary>
    public void Forget(StreamId stream, IStreamPump pump) => _pumps.TryRemove(KeyValuePair.Create(stream, pump));

    private GrainClass[] ClassesOf(StreamId stream) => _subscribers.GetOrAdd(
        stream.GetNamespace() ?? "",
        static (name, bindings) => [.. bindings.Classes.Where(grainClass => grainClass.Subscriptions.Any(each => each.IsMatch(name)))],
        engine.Bindings);
}
