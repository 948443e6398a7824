using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <content>How events come: from the routers as they are committed, and from the log, which is the truth.</content>
public sealed partial class ListenerGroupGrain
{
    private readonly HashSet<StreamKey> _reading = [];
    private long _renewedAt;
    private bool _isRenewing;
    private TaskCompletionSource? _moreRead;

    private long NextRenewal => _renewedAt + Ticks(_requests.HasFetches ? options.WaitingRenewal : options.IdleRenewal);

    /// <inheritdoc />
    public Task DeliverAsync(Guid listener, EventBatch batch)
    {
        if (_queue is null || _end is not null)
        {
            // A router that remembers an activation which is gone: it forgets it, and nothing is begun for its sake. One that has ended says
            // nothing: another may stand.
            if (_starting is null && _end is null)
                _ = UnsubscribeAsync(batch.Stream, listener);
            return Task.CompletedTask;
        }

        if (batch.Incarnation != store.Incarnation || _queue.Find(listener) is not { } queued || queued.Definition.Stream != batch.Stream)
            return Task.CompletedTask;
        _isChanged = true;
        _queue.TakeLog(queued, batch.Events, store.Now);
        ResumeReading();
        TellMoreRead();
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

    /// <summary>Reads on wherever the log is known to be longer than what was read, and there is room.</summary>
    private void ResumeReading()
    {
        if (_end is not null)
            return;
        foreach (var listener in _queue!.Listeners)
        {
            if (listener.Numbers.Read < listener.Head && !_reading.Contains(listener.Definition.Stream)
                && _queue.NextRead(listener, options.Window) is not null && time.GetTimestamp() >= _pausedUntil
                && _reading.Add(listener.Definition.Stream))
            {
                _ = ReadAsync(listener.Definition.Stream);
            }
        }
    }

    private async Task ReadAsync(StreamKey stream)
    {
        GrainActivities.Leave();
        try
        {
            while (_end is null && await ReadWindowAsync(_queue!, stream))
            {
                TellMoreRead();
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

        TellMoreRead();
        if (_end is null)
            Pump();
    }

    /// <summary>What is named by its subject may be about to be read: as long as reading goes on, and not for ever.</summary>
    private async Task ReadForAsync(EntryCommand command)
    {
        var until = time.GetTimestamp() + Ticks(options.MaxWait);
        while (_requests.WaitsEnded is null && time.GetElapsedTime(time.GetTimestamp(), until) is var left && left > TimeSpan.Zero
            && _queue!.Find(command.Listener) is { } listener && _reading.Contains(listener.Definition.Stream)
            && EntryRules.CheckRead(command, listener) is not null)
        {
            if (!await MoreReadAsync(left))
                return;
        }
    }

    /// <summary>
    /// Sees to it that a fetch knows of every event that was committed before it came: who publishes and then fetches finds it, and what is
    /// better goes first. Most events come by their doorbell within milliseconds; what does not is read. A backlog is not waited for: while
    /// there is something to give, the rest of the log is read in the background.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <param name="wait">How long the fetch waits for events: one that waits goes on waiting while the log is read.</param>
    /// <param name="cancellation">Its caller has left.</param>
    /// <returns>Null when the fetch may go on.</returns>
    private async ValueTask<Refusal?> CatchUpAsync(Guid listener, TimeSpan wait, CancellationToken cancellation)
    {
        if (_requests.WaitsEnded is { } ended)
            return ended;
        if (_queue?.Find(listener) is not { IsServing: true } queued)
            return null;
        long head;
        try
        {
            head = await ReadHeadAsync(queued.Definition.Stream, cancellation);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or TimeoutException or OperationCanceledException)
        {
            return Overloaded("The end of the log could not be read in time");
        }

        if (await ReadsUpToAsync(listener, head, options.DoorbellWait))
            return null;
        _queue?.Find(listener)?.Reached(head);
        ResumeReading();
        return await ReadsUpToAsync(listener, head, options.CatchUp) || wait > TimeSpan.Zero
            ? null
            : Overloaded("The log could not be read to its end in time");
    }

    /// <summary>Where a stream ends. A store in memory answers at once; one that hangs keeps nobody, and no activation that is to end.</summary>
    private async ValueTask<long> ReadHeadAsync(StreamKey stream, CancellationToken cancellation)
    {
        var read = store.ReadHeadsAsync([stream], cancellation);
        var heads = read.IsCompletedSuccessfully ? read.Result : await read.AsTask().WaitAsync(options.CatchUp, time, cancellation);
        return heads is [var head] ? head.Last : 0;
    }

    /// <summary>Waits until a listener is not behind a number any more.</summary>
    /// <returns>Whether it came to that in time.</returns>
    private async ValueTask<bool> ReadsUpToAsync(Guid listener, long number, TimeSpan longest)
    {
        var started = time.GetTimestamp();
        while (IsBehind(listener, number))
        {
            var left = longest - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await MoreReadAsync(left))
                return !IsBehind(listener, number);
        }

        return true;
    }

    /// <summary>Whether a fetch must wait until more of the log is read: up to a number, and there is room for it.</summary>
    private bool IsBehind(Guid listener, long number) => _requests.WaitsEnded is null
        && _queue?.Find(listener) is { } queued && queued.Numbers.Read < number
        && (queued.Head < number || _queue.NextRead(queued, options.Window) is not null)
        && (number - queued.Numbers.Read <= options.Window || !_queue.HasReady(queued));

    /// <summary>Waits until more of the log has been read, or whatever else a fetch waits for has changed.</summary>
    /// <returns>False when the time was over before.</returns>
    private async Task<bool> MoreReadAsync(TimeSpan longest)
    {
        var more = (_moreRead ??= new TaskCompletionSource()).Task;
        await more.WaitAsync(longest, time).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return more.IsCompleted;
    }

    /// <summary>Wakes those who wait for more of the log. They look for themselves, and may wait again.</summary>
    private void TellMoreRead()
    {
        var moreRead = _moreRead;
        _moreRead = null;
        moreRead?.SetResult();
    }

    /// <summary>Reads one window of the log, or of a lane, once for all listeners of the group on the stream.</summary>
    /// <returns>Whether there was anything to read.</returns>
    private async Task<bool> ReadWindowAsync(ListenerQueue queue, StreamKey stream)
    {
        var listeners = queue.Listeners.Where(listener => listener.Definition.Stream == stream).ToArray();
        var wanted = listeners.Select(listener => queue.NextRead(listener, options.Window)).OfType<LogRange>();
        if (ReadPlan.Choose(wanted) is not { } read)
            return false;
        var events = read.Lane is { } lane
            ? await store.ReadLaneAsync(stream, lane, read.From, read.To, options.Window, CancellationToken.None)
            : await store.ReadEventsAsync(stream, read.From, options.Window, CancellationToken.None);
        if (read.Lane is null && events.IsEmpty)
            return await SkipTrimmedAsync(stream, read.From, listeners);
        if (read.Lane is null && events[0].Number > read.From)
            SkipTo(listeners, events[0].Number - 1);
        var now = store.Now;
        _isChanged = true;
        foreach (var listener in listeners)
            queue.Take(listener, read, events, options.Window, now);
        return true;
    }

    /// <summary>Nothing is there where something was said to be: it is no longer kept, or what was said was wrong.</summary>
    private async Task<bool> SkipTrimmedAsync(StreamKey stream, long from, QueuedListener[] listeners)
    {
        var heads = await store.ReadHeadsAsync([stream], CancellationToken.None);
        if (heads.IsEmpty || heads[0].First <= from)
            return false;
        SkipTo(listeners, heads[0].First - 1);
        return true;
    }

    private static void SkipTo(QueuedListener[] listeners, long number)
    {
        foreach (var listener in listeners)
            listener.Intake.SkipTo(Math.Min(number, listener.Head));
    }

    /// <summary>Subscribes again: a router may have moved and forgotten, and its answer makes up for a doorbell that was lost.</summary>
    private void Renew()
    {
        _renewedAt = time.GetTimestamp();
        if (!_isRenewing && _requests.WaitsEnded is null)
            _ = RenewAsync();
    }

    private async Task RenewAsync()
    {
        GrainActivities.Leave();
        _isRenewing = true;
        try
        {
            await SubscribeAsync();
            await LookAtHaltedAsync();
        }
        catch (StoreUnavailableException exception)
        {
            logger.GroupStoreUnavailable(exception, _group);
        }
        finally
        {
            _isRenewing = false;
        }

        ResumeReading();
        Arm();
    }

    private async Task SubscribeAsync()
    {
        foreach (var listener in _queue!.Listeners.ToArray())
        {
            try
            {
                var router = GrainFactory.GetGrain<IRouterGrain>(listener.Definition.Stream.ToString());
                listener.Reached(await router.SubscribeAsync(_group, listener.Definition.Uuid));
            }
            catch (Exception exception)
            {
                logger.SubscriptionFailed(exception, _group, listener.Definition.Stream);
            }

            // The router may be one that nobody else knows any more, and what the sweep told was told to another.
            listener.Reached(sweep.LastOf(listener.Definition.Stream));
        }
    }

    private async Task UnsubscribeAsync(StreamKey stream, Guid listener)
    {
        try
        {
            await GrainFactory.GetGrain<IRouterGrain>(stream.ToString()).UnsubscribeAsync(_group, listener);
        }
        catch (Exception exception)
        {
            logger.SubscriptionFailed(exception, _group, stream);
        }
    }
}
