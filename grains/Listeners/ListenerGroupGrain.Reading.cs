using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <content>How events come: from the routers as they are committed, and from the log, which is the truth.</content>
public sealed partial class ListenerGroupGrain
{
    private readonly HashSet<StreamKey> _reading = [];
    private long _renewedAt;
    private bool _isRenewing;

    private long NextRenewal => _renewedAt + Ticks(_requests.HasFetches ? options.WaitingRenewal : options.IdleRenewal);

    /// <inheritdoc />
    public Task DeliverAsync(Guid listener, EventBatch batch)
    {
        if (_queue is null || _end is not null)
        {
            // A router that remembers an activation which is gone: it forgets it, and nothing is begun for its sake.
            if (_starting is null)
                Unsubscribe(batch.Stream, listener);
            return Task.CompletedTask;
        }

        if (batch.Incarnation != store.Incarnation || _queue.Find(listener) is not { } queued || queued.Definition.Stream != batch.Stream)
            return Task.CompletedTask;
        queued.Reached(batch.Events[^1].Number);
        if (batch.Events[0].Number <= queued.Numbers.Read + 1)
            Take(_queue, queued, batch.Events, store.Now);
        ResumeReading();
        Pump();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ReachedAsync(Guid listener, long head)
    {
        if (_queue?.Find(listener) is not { } queued || _end is not null)
            return Task.CompletedTask;
        queued.Reached(head);
        ResumeReading();
        return Task.CompletedTask;
    }

    private static void Take(ListenerQueue queue, QueuedListener listener, ImmutableArray<EventRecord> events, DateTimeOffset now)
    {
        // It may have been deleted while the log was read.
        if (queue.Find(listener.Definition.Uuid) != listener)
            return;
        foreach (var record in events)
        {
            if (record.Number <= listener.Numbers.Read)
                continue;
            if (!queue.HasRoom(listener))
                return;
            if (record.Number > listener.Numbers.Read + 1)
                listener.Numbers.SkipTo(record.Number - 1);
            listener.Arrive(record, now);
        }
    }

    /// <summary>Reads on wherever the log is known to be longer than what was read, and there is room.</summary>
    private void ResumeReading()
    {
        if (_end is not null)
            return;
        foreach (var listener in _queue!.Listeners)
        {
            if (listener.Numbers.Read < listener.Head && _queue.HasRoom(listener) && time.GetTimestamp() >= _pausedUntil
                && _reading.Add(listener.Definition.Stream))
            {
                _ = ReadAsync(listener.Definition.Stream);
            }
        }
    }

    private async Task ReadAsync(StreamKey stream)
    {
        try
        {
            while (_end is null && await ReadWindowAsync(_queue!, stream))
            {
                Pump();

                // A store that answers at once would keep every other call waiting until the whole log is read.
                await Task.Yield();
            }
        }
        catch (Exception exception)
        {
            logger.LogReadFailed(exception, _group, stream);
            PauseAWhile();
        }

        _reading.Remove(stream);
        if (_end is null)
            Pump();
    }

    /// <summary>Reads one window, once for all listeners of the group on the stream.</summary>
    /// <returns>Whether there was anything to read.</returns>
    private async Task<bool> ReadWindowAsync(ListenerQueue queue, StreamKey stream)
    {
        var behind = queue.Listeners
            .Where(listener => listener.Definition.Stream == stream && listener.Numbers.Read < listener.Head && queue.HasRoom(listener))
            .ToArray();
        if (behind.Length == 0)
            return false;
        var from = behind.Min(listener => listener.Numbers.Read) + 1;
        var events = await store.ReadEventsAsync(stream, from, options.Window, CancellationToken.None);
        if (events.IsEmpty)
            return await SkipTrimmedAsync(stream, from, behind);
        var now = store.Now;
        foreach (var listener in behind)
            Take(queue, listener, events, now);
        return true;
    }

    /// <summary>Nothing is there where something was said to be: it is no longer kept, or what was said was wrong.</summary>
    private async Task<bool> SkipTrimmedAsync(StreamKey stream, long from, QueuedListener[] behind)
    {
        var heads = await store.ReadHeadsAsync([stream], CancellationToken.None);
        if (heads.IsEmpty || heads[0].First <= from)
            return false;
        foreach (var listener in behind)
            listener.Numbers.SkipTo(Math.Min(heads[0].First - 1, listener.Head));
        return true;
    }

    /// <summary>Subscribes again: a router may have moved and forgotten, and its answer makes up for a doorbell that was lost.</summary>
    private void Renew()
    {
        _renewedAt = time.GetTimestamp();
        if (!_isRenewing)
            _ = RenewAsync();
    }

    private async Task RenewAsync()
    {
        _isRenewing = true;
        foreach (var listener in _queue!.Listeners.ToArray())
        {
            try
            {
                var router = GrainFactory.GetGrain<IRouterGrain>(listener.Definition.Stream.ToString());
                listener.Reached(await router.SubscribeAsync(_group, listener.Definition.Uuid));
            }
            catch (Exception exception)
            {
                logger.SubscriptionFailed(exception, _group);
            }
        }

        try
        {
            await LookAtHaltedAsync();
        }
        catch (StoreUnavailableException exception)
        {
            logger.GroupStoreUnavailable(exception, _group);
        }

        _isRenewing = false;
        ResumeReading();
        Arm();
    }

    private void Unsubscribe(StreamKey stream, Guid listener)
    {
        _ = UnsubscribeAsync();

        async Task UnsubscribeAsync()
        {
            try
            {
                await GrainFactory.GetGrain<IRouterGrain>(stream.ToString()).UnsubscribeAsync(_group, listener);
            }
            catch (Exception exception)
            {
                logger.SubscriptionFailed(exception, _group);
            }
        }
    }
}
