using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <content>How a group begins, changes its listeners and goes to sleep.</content>
public sealed partial class ListenerGroupGrain
{
    private const int MostFirstWindows = 4;

    private static readonly Refusal Ended = new(RefusalCode.Superseded, "The group's activation has ended. Try again.", Retriable: true);

    private Task<Refusal?>? _starting;
    private readonly HashSet<Guid> _changed = [];
    private Task _changing = Task.CompletedTask;

    /// <inheritdoc />
    public async Task DefinitionChangedAsync(Guid listener)
    {
        if (_queue is null || _end is not null)
            return;
        await ChangeDefinitionAsync(listener);
    }

    /// <inheritdoc />
    public async Task<bool> ApplyDefinitionAsync(Guid listener)
    {
        // What is being read at a start may be of before the change.
        if (_starting is { } starting)
            await starting;
        await DefinitionChangedAsync(listener);
        return _end is null && _queue?.Find(listener) is not null;
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_queue is null)
            return;
        try
        {
            await LeaveAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The commit under way may still succeed if no other activation has taken the epoch. Settlements that were not written are found
            // again by reading the log.
            logger.GroupLeftLate(_group);
        }
    }

    /// <inheritdoc />
    public void EndWaits()
    {
        _requests.EndWaits(Ended);

        // Only the timer ends a pause, and it may not tick any more. Nothing of what waits for that has been done.
        if (time.GetTimestamp() < _pausedUntil)
            _requests.Close(Ended);
        TellMoreRead();
    }

    private async Task LeaveAsync()
    {
        await GapAsync();
        var isCurrent = _end is null;
        _end ??= Ended;
        awake.Forget(this);
        _requests.Close(_end);
        if (isCurrent && _queue!.Begin(store.Now) is var turn && turn.Seal(flush: true) is { } write)
        {
            // What is owed could be found again by reading; written now, the next activation need not read it.
            await TryCommitAsync(ToCommit(write), turn.Complete, turn.Abort);
        }

        // If another activation has taken over, the router's subscription belongs to it and must stay. Nobody waits for a router here: it may have
        // ended too, and the next activation would wait for this one.
        foreach (var listener in isCurrent ? _queue!.Listeners : [])
            _ = UnsubscribeAsync(listener.Definition.Stream, listener.Definition.Uuid);
    }

    /// <summary>Makes the queue ready, once for all who wait for it.</summary>
    /// <param name="listener">For which listener it is wanted: a group is not begun for one that does not exist.</param>
    /// <returns>Null when it is ready.</returns>
    private async Task<Refusal?> StartAsync(Guid listener)
    {
        if (_end is not null)
            return _end;
        if (_queue is not null)
        {
            // Its declaration may have been told to another activation, or to nobody: the store knows.
            await DefinitionChangedAsync(listener);
            return _end;
        }

        var starting = _starting ??= TryStartAsync(listener);
        Refusal? refusal = null;
        var isReady = false;
        try
        {
            refusal = await starting;
            isReady = refusal is null;
        }
        finally
        {
            if (!isReady && _starting == starting)
                _starting = null;
        }

        return refusal;
    }

    private async Task<Refusal?> TryStartAsync(Guid listener)
    {
        try
        {
            var found = await store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Limit: 1), CancellationToken.None);
            if (found.IsEmpty || found[0].Group != _group)
                return NoSuchListener(listener);
            await LoadAsync();
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            logger.GroupStoreUnavailable(exception, _group);
            return new Refusal(RefusalCode.Overloaded, exception.Message, Retriable: true);
        }
        catch (CommitOutcomeUnknownException exception)
        {
            // The epoch may have been taken or not; the next activation takes a later one in any case.
            logger.GroupOutcomeUnknown(exception, _group);
            return End("The group could not be begun. Try again.");
        }
    }

    /// <summary>Takes the epoch, then reads what is stored, then the first window of the log, then serves (DESIGN.md §5).</summary>
    private async Task LoadAsync()
    {
        var take = new GroupWrite { Group = _group, TakeEpoch = true };
        var taken = await store.CommitAsync(new Commit { Id = identifiers.Next(), Groups = [take] });
        if (!taken.Committed)
            throw new StoreUnavailableException($"The epoch of the group {_group:D} could not be taken: {taken.Refusal.Found}.");
        var state = await store.ReadGroupAsync(_group, CancellationToken.None);
        var named = new Dictionary<(Guid, long), EventRecord>();
        foreach (var (listener, numbers) in LeaseRestoration.NamedBy(state))
        {
            if (state.Listeners.FirstOrDefault(candidate => candidate.Definition.Uuid == listener)?.Definition.Stream is not { } stream)
                continue;
            foreach (var slice in numbers.Chunk(StoreLimits.MaxBatch))
            {
                foreach (var record in await store.ReadEventsAsync(stream, [.. slice], CancellationToken.None))
                    named[(listener, record.Number)] = record;
            }
        }

        var queue = new ListenerQueue(state, taken.Epochs[0], store.Incarnation, named, options.Limits, store.Now);
        foreach (var stream in queue.Listeners.Select(listener => listener.Definition.Stream).Distinct())
            await ReadFirstAsync(queue, stream);
        _queue = queue;
        logger.GroupBegun(_group, taken.Epochs[0], state.Listeners.Length, state.Leases.Length);
        _isChanged = true;
        Show();
        Renew();
        ResumeReading();
        Arm();
    }

    /// <summary>Reads until there is something to give, or some windows of the log: what stands there may long be settled.</summary>
    private async Task ReadFirstAsync(ListenerQueue queue, StreamKey stream)
    {
        for (var window = 0; window < MostFirstWindows; window++)
        {
            if (!await ReadWindowAsync(queue, stream))
                return;
            if (queue.Listeners.Any(listener => listener.Definition.Stream == stream && listener.Ready.Count > 0))
                return;
        }
    }

    /// <summary>Reads a definition again, one change after the other, so that what was read earlier is never applied later.</summary>
    private Task ChangeDefinitionAsync(Guid listener)
    {
        _changed.Add(listener);
        return _changing = _changing.IsCompleted ? ChangeDefinitionsAsync() : _changing;
    }

    private async Task ChangeDefinitionsAsync()
    {
        while (_changed.Count > 0 && _end is null)
        {
            var uuid = _changed.First();
            _changed.Remove(uuid);
            await ReadDefinitionAsync(uuid);
        }
    }

    private async Task ReadDefinitionAsync(Guid uuid)
    {
        GroupState state;
        try
        {
            state = await store.ReadGroupAsync(_group, CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            // What this activation believes of its listeners is old: the next one reads it.
            logger.GroupStoreUnavailable(exception, _group);
            End("A listener of the group changed, and the store could not be read. Try again.");
            return;
        }

        try
        {
            await GapAsync();
            if (_end is null)
                Follow(state, uuid);
        }
        finally
        {
            _gapsWanted--;
            Pump();
        }
    }

    /// <summary>Goes by what was read. No turn is under way.</summary>
    private void Follow(GroupState state, Guid uuid)
    {
        if (state.Epoch != _queue!.Epoch)
        {
            // Taken by another activation, or together with a change after which a queue is built again. Who waits may ask that one.
            End("The group's listeners changed, and its queue is built again. Nothing was done. Try again.");
            return;
        }

        var stored = state.Listeners.FirstOrDefault(candidate => candidate.Definition.Uuid == uuid);
        var queued = _queue.Find(uuid);
        if (stored is null && queued is not null)
        {
            _ = UnsubscribeAsync(queued.Definition.Stream, uuid);
            _queue.Remove(uuid);
            _requests.Refuse(uuid, NoSuchListener(uuid));
            if (_queue.Listeners.Count == 0)
                End("The group's last listener was deleted.");
        }
        else if (stored is not null && queued is null)
        {
            _queue.Add(stored);
            Renew();
            ResumeReading();
        }
        else if (stored is not null)
        {
            queued!.Definition = stored.Definition;
            _isChanged = true;
        }
    }

    /// <summary>
    /// Whoever let a listener go on may have told another activation, or nobody: one that hands nothing out commits nothing either, and
    /// would never learn of it.
    /// </summary>
    private async Task LookAtHaltedAsync()
    {
        var halted = _queue!.Listeners.Where(listener => !listener.IsServing).Select(listener => listener.Definition).ToArray();
        foreach (var slice in halted.Chunk(StoreLimits.MaxBatch))
        {
            var read = await store.ReadListenersAsync(
                new ListenerQuery(Uuids: [.. slice.Select(definition => definition.Uuid)]), CancellationToken.None);
            foreach (var former in slice.Where(former => !read.Contains(former)))
                await ChangeDefinitionAsync(former.Uuid);
        }
    }

    /// <summary>Nobody has asked for anything for long: the routers are told to forget it, and memory is given back.</summary>
    private void Sleep()
    {
        logger.GroupSleeps(_group);
        DeactivateOnIdle();
    }
}
