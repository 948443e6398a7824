using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// Loads the group's queue at the first call: takes the epoch, then reads what is stored, then the first windows of the log (docs/architecture.md §5.7).
/// </summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupStart(GroupActivation activation)
{
    private const int MaxFirstWindows = 4;

    private readonly GroupServices _services = activation.Services;
    private Task<Refusal?>? _starting;

    /// <summary>Whether the queue is being loaded, or is loaded.</summary>
    public bool IsUnderWay => _starting is not null;

    /// <summary>Makes the queue ready for the listeners of some tokens of this group. Some of them may have been deleted.</summary>
    /// <returns>Null when the queue is ready.</returns>
    public async ValueTask<Refusal?> BeginAsync(List<EventToken> tokens)
    {
        Refusal? refusal = null;
        foreach (var listener in tokens.Select(token => token.Listener).Distinct())
        {
            refusal = await BeginAsync(listener);
            if (refusal?.Code != RefusalCode.NotFound)
                break;
        }

        return refusal;
    }

    /// <summary>Makes the queue ready for a call that uses a listener.</summary>
    /// <returns>Null when the queue is ready.</returns>
    public async ValueTask<Refusal?> BeginAsync(Guid listener)
    {
        if (await LoadForAsync(listener) is { } refusal)
            return refusal;
        activation.LastUsed = _services.Time.GetTimestamp();
        return null;
    }

    /// <summary>Makes the queue ready, without counting as a use of the group.</summary>
    /// <param name="listener">The listener for which it is wanted. A group is not started for a listener that does not exist.</param>
    /// <returns>Null when the queue is ready.</returns>
    public ValueTask<Refusal?> LoadForAsync(Guid listener) =>
        activation.Queue?.Find(listener) is null ? new ValueTask<Refusal?>(StartAsync(listener)) : default;

    /// <summary>Waits while the queue is being loaded.</summary>
    public async Task WaitAsync()
    {
        if (_starting is { } starting)
            await starting;
    }

    /// <summary>Loads the queue, once for all calls that wait for it.</summary>
    private async Task<Refusal?> StartAsync(Guid listener)
    {
        if (activation.End is not null)
            return activation.End;
        if (activation.Queue is not null)
        {
            // The listener may have been declared without telling this activation. The store knows.
            await activation.Definitions.ChangedAsync(listener);
            return activation.End;
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
            var found = await _services.Store.ReadListenersAsync(new ListenerQuery(Uuids: [listener], Limit: 1), CancellationToken.None);
            if (found.IsEmpty || found[0].Group != activation.Group)
                return GroupRefusals.NoSuchListener(listener, activation.Group);
            await LoadAsync();
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            _services.Logger.GroupStoreUnavailable(exception, activation.Group);
            return GroupRefusals.StoreUnavailable(exception);
        }
        catch (CommitOutcomeUnknownException exception)
        {
            // The epoch may have been taken or not. The next activation takes a later one in any case.
            _services.Logger.GroupOutcomeUnknown(exception, activation.Group);
            return activation.EndWith("The group could not be started. Try again.");
        }
    }

    private async Task LoadAsync()
    {
        var take = new GroupWrite { Group = activation.Group, TakeEpoch = true };
        var taken = await _services.Store.CommitAsync(new Commit { Id = _services.Identifiers.Next(), Groups = [take] });
        if (!taken.Committed)
            throw new StoreUnavailableException($"The epoch of the group {activation.Group:D} could not be taken: {taken.Refusal.Found}.");
        var state = await _services.Store.ReadGroupAsync(activation.Group, CancellationToken.None);
        var named = await ReadNamedAsync(state);
        var queue = new ListenerQueue(
            state, taken.Epochs[0], _services.Store.Incarnation, named, _services.Options.Limits, _services.Store.Now);
        foreach (var stream in queue.Listeners.Select(listener => listener.Definition.Stream).Distinct())
            await ReadFirstAsync(queue, stream);
        activation.Queue = queue;
        _services.Logger.GroupBegun(activation.Group, taken.Epochs[0], state.Listeners.Length, state.Leases.Length);
        activation.Status.Changed();
        activation.Status.Show();
        activation.Subscriptions.Renew();
        activation.Reader.Resume();
        activation.Alarm.Set();
    }

    /// <summary>Reads the events that leases name.</summary>
    private async Task<Dictionary<(Guid Listener, long Number), EventRecord>> ReadNamedAsync(GroupState state)
    {
        var named = new Dictionary<(Guid, long), EventRecord>();
        foreach (var (listener, numbers) in LeaseRestoration.NamedBy(state))
        {
            if (state.Listeners.FirstOrDefault(candidate => candidate.Definition.Uuid == listener)?.Definition.Stream is not { } stream)
                continue;
            foreach (var slice in numbers.Chunk(StoreLimits.MaxBatch))
            {
                foreach (var record in await _services.Store.ReadEventsAsync(stream, [.. slice], CancellationToken.None))
                    named[(listener, record.Number)] = record;
            }
        }

        return named;
    }

    /// <summary>Reads until something is ready, but only some windows of the log: its events may have been settled long ago.</summary>
    private async Task ReadFirstAsync(ListenerQueue queue, StreamKey stream)
    {
        for (var window = 0; window < MaxFirstWindows; window++)
        {
            if (!await activation.Reader.ReadWindowAsync(queue, stream))
                return;
            if (queue.Listeners.Any(listener => listener.Definition.Stream == stream && listener.Ready.Count > 0))
                return;
        }
    }
}
