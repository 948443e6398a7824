using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// Follows the declarations of the group's listeners: reads them again when they have changed, one change after the other, so that an older
/// state is never applied after a newer one.
/// </summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupDefinitions(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;
    private readonly HashSet<Guid> _changed = [];
    private Task _changing = Task.CompletedTask;

    /// <summary>Follows a change of a listener.</summary>
    public async Task ChangedAsync(Guid listener)
    {
        if (activation.Queue is null || activation.End is not null)
            return;
        await ReadAgainAsync(listener);
    }

    /// <summary>Follows a change of a listener that must hold when the call is answered.</summary>
    /// <returns>Whether this activation serves the group and follows the change.</returns>
    public async Task<bool> ApplyAsync(Guid listener)
    {
        // What a start is reading may be older than the change.
        await activation.Start.WaitAsync();
        await ChangedAsync(listener);
        return activation.End is null && activation.Queue?.Find(listener) is not null;
    }

    /// <summary>
    /// Reads the definitions of paused and suspended listeners again. The call that resumed one may have told another activation, or failed; and
    /// an activation that hands nothing out commits nothing either, so that it would never learn that it is superseded.
    /// </summary>
    public async Task ReadHaltedAsync()
    {
        if (activation.Queue is not { } queue)
            return;
        var halted = queue.Listeners.Where(listener => !listener.IsServing).Select(listener => listener.Definition).ToArray();
        foreach (var slice in halted.Chunk(StoreLimits.MaxBatch))
        {
            var read = await _services.Store.ReadListenersAsync(
                new ListenerQuery(Uuids: [.. slice.Select(definition => definition.Uuid)]), CancellationToken.None);
            foreach (var former in slice.Where(former => !read.Contains(former)))
                await ReadAgainAsync(former.Uuid);
        }
    }

    private Task ReadAgainAsync(Guid listener)
    {
        _changed.Add(listener);
        return _changing = _changing.IsCompleted ? ReadChangedAsync() : _changing;
    }

    private async Task ReadChangedAsync()
    {
        while (_changed.Count > 0 && activation.End is null)
        {
            var uuid = _changed.First();
            _changed.Remove(uuid);
            await ReadAsync(uuid);
        }
    }

    private async Task ReadAsync(Guid uuid)
    {
        GroupState state;
        try
        {
            state = await _services.Store.ReadGroupAsync(activation.Group, CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            // The definitions that this activation knows are outdated. The next activation reads them.
            _services.Logger.GroupStoreUnavailable(exception, activation.Group);
            activation.EndWith("A listener of the group changed, and the store could not be read. Try again.");
            return;
        }

        try
        {
            await activation.Loop.EnterGapAsync();
            if (activation.End is null)
                Follow(state, uuid);
        }
        finally
        {
            activation.Loop.LeaveGap();
        }
    }

    /// <summary>Applies the definitions that were read. No turn is under way.</summary>
    private void Follow(GroupState state, Guid uuid)
    {
        if (activation.Queue is not { } queue || state.Epoch != queue.Epoch)
        {
            // Another activation has taken the epoch, or a change after which the queue must be built again has taken it.
            activation.EndWith("The group's listeners changed, and its queue is built again. Nothing was done. Try again.");
            return;
        }

        var stored = state.Listeners.FirstOrDefault(candidate => candidate.Definition.Uuid == uuid);
        var queued = queue.Find(uuid);
        if (stored is null && queued is not null)
        {
            _ = activation.Subscriptions.UnsubscribeAsync(queued.Definition.Stream, uuid);
            queue.Remove(uuid);
            activation.Requests.Fetches.Refuse(uuid, GroupRefusals.NoSuchListener(uuid, activation.Group));
            if (queue.Listeners.Count == 0)
                activation.EndWith("The group's last listener was deleted.");
        }
        else if (stored is not null && queued is null)
        {
            queue.Add(stored);
            activation.Subscriptions.Renew();
            activation.Reader.Resume();
        }
        else if (stored is not null && queued is not null)
        {
            queued.Definition = stored.Definition;
            activation.Status.Changed();
        }
    }
}
