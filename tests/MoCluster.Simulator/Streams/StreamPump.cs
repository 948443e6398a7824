using MoCluster.Simulator.Scheduling;
using Orleans.Runtime;

namespace MoCluster.Simulator.Streams;

/// <summary>
/// Delivers the items of one stream, each to all subscribers before the next, by a call on the subscriber's turn. A failed delivery is
/// retried with growing pauses, and dropped after the delivery time.
/// </summary>
internal sealed class StreamPump<T> : IStreamPump
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<(T Item, long Number)> _items = new();
    private readonly Stream<T> _stream;
    private readonly SimulatorEngine _engine;
    private readonly TurnQueue _turns;
    private bool _running;
    private bool _ended;

    public StreamPump(Stream<T> stream)
    {
        _stream = stream;
        _engine = stream.Provider.Engine;
        _turns = new TurnQueue(_engine.Options.Scheduler, null, exception => _engine.Log.StreamFailed(stream.StreamId, exception));
    }

    /// <summary>Queues an item. Returns false when the pump has ended and another must be used.</summary>
    /// <exception cref="InvalidOperationException">The queue is full.</exception>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_ended)
                return false;

            if (_items.Count >= _engine.Options.StreamQueueLimit)
            {
                throw new InvalidOperationException(
                    $"Stream {_stream.StreamId} already holds {_items.Count} items, the limit "
                    + $"({nameof(SimulatorOptions.StreamQueueLimit)}).");
            }

            _items.Enqueue((item, _stream.Provider.NextNumber()));
            if (!_running)
            {
                _running = true;
                _turns.Enqueue(new ActionTurn(() => _ = RunAsync()));
            }
        }

        return true;
    }

    private async Task RunAsync()
    {
        while (TryTake(out var item, out var number))
        {
            foreach (var subscriber in _stream.Provider.SubscribersOf(_stream.StreamId))
                await DeliverAsync(subscriber, item, number);
        }

        _stream.Provider.Forget(_stream.StreamId, this);
    }

    private async Task DeliverAsync(GrainId subscriber, T item, long number)
    {
        var started = _engine.Time.GetTimestamp();
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                // As in Orleans, a delivery is a call with a timeout: one that hangs is repeated while it still runs.
                await StreamDelivery<T>.SendAsync(_stream, subscriber, item, new SequenceToken(number))
                    .WaitAsync(_engine.Options.ResponseTimeout, _engine.Time);
                return;
            }
            catch (SiloUnavailableException)
            {
                _engine.Log.StreamStopped(_stream.StreamId);
                return;
            }
            catch (Exception exception)
            {
                if (_engine.Time.GetElapsedTime(started) + pause > _engine.Options.StreamDeliveryTime)
                {
                    _engine.Log.DeliveryGivenUp(_stream.StreamId, subscriber, exception);
                    await TellAsync(subscriber, exception);
                    return;
                }

                _engine.Log.DeliveryFailed(_stream.StreamId, subscriber, pause, exception);
                await Task.Delay(pause, _engine.Time);
            }
        }
    }

    private async Task TellAsync(GrainId subscriber, Exception error)
    {
        try
        {
            await StreamDelivery<T>.SendErrorAsync(_stream, subscriber, error);
        }
        catch (Exception exception)
        {
            _engine.Log.DeliveryGivenUp(_stream.StreamId, subscriber, exception);
        }
    }

    private bool TryTake(out T item, out long number)
    {
        lock (_gate)
        {
            if (_items.TryDequeue(out var next))
            {
                (item, number) = next;
                return true;
            }

            (item, number) = (default!, 0);

            // Later items get another pump, so an idle stream holds no memory.
            _ended = true;
            return false;
        }
    }
}
