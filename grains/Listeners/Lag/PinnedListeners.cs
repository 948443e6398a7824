using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Lag;

/// <summary>
/// Finds the listeners that pin the log, logs them, and suspends them if that is configured (docs/architecture.md §5.10). A hosted service runs it in every
/// silo; running it twice is harmless, and no queue is woken for it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="lags">Computes how far listeners are behind.</param>
/// <param name="grains">Gives references to namespaces, which suspend listeners.</param>
/// <param name="options">The limit.</param>
/// <param name="logger">The log.</param>
public sealed class PinnedListeners(
    IStore store, LagReader lags, IGrainFactory grains, PinOptions options, ILogger<PinnedListeners> logger)
{
    private readonly Dictionary<StreamKey, (long First, DateTimeOffset Time)> _begins = [];
    private readonly Dictionary<Guid, DateTimeOffset> _told = [];
    private ImmutableArray<PinnedListener> _found = [];

    /// <summary>The listeners that the last run found, except for suspended ones. May be read from any thread.</summary>
    public ImmutableArray<PinnedListener> Found => _found;

    /// <summary>Looks once. It must not run twice at a time.</summary>
    /// <param name="cancellation">Ends the run between two steps.</param>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        var now = store.Now;
        var found = ImmutableArray.CreateBuilder<PinnedListener>();
        foreach (var head in await store.ReadHeadsAsync(default, cancellation))
        {
            // Events that are not deleted when their time has come are held by a listener. Nearly no stream needs a closer look.
            if (head.First <= head.Last && now - await BeginAsync(head, cancellation) >= options.PinnedAfter)
                await FindAsync(head.Stream, found, cancellation);
        }

        _found = found.DrainToImmutable();
        foreach (var gone in _told.Keys.Except(_found.Select(pinned => pinned.Definition.Uuid)).ToArray())
            _told.Remove(gone);
        foreach (var pinned in _found)
        {
            Tell(pinned, now);
            if (options.SuspendPinned)
                await grains.GetGrain<INamespaceGrain>(pinned.Definition.Stream.Namespace).SuspendListenerAsync(pinned.Definition.Uuid, pinned.Number);
        }
    }

    /// <summary>The time of the first event that a stream keeps.</summary>
    private async ValueTask<DateTimeOffset> BeginAsync(StreamHead head, CancellationToken cancellation)
    {
        if (_begins.TryGetValue(head.Stream, out var known) && known.First == head.First)
            return known.Time;
        var first = await store.ReadEventsAsync(head.Stream, head.First, 1, cancellation);
        if (first.IsEmpty)
            return store.Now;
        _begins[head.Stream] = (head.First, first[0].Time);
        return first[0].Time;
    }

    private async Task FindAsync(StreamKey stream, ImmutableArray<PinnedListener>.Builder found, CancellationToken cancellation)
    {
        for (Guid? after = null; ;)
        {
            var page = await store.ReadListenersAsync(
                new ListenerQuery(Namespaces: [stream.Namespace], RoutingKeys: [stream.RoutingKey], After: after), cancellation);
            var lagging = await lags.ReadAsync(page, cancellation);
            foreach (var listener in page)
            {
                if (lagging.GetValueOrDefault(listener.Uuid) is { Pins: true, Next: { } next, Oldest: { } oldest })
                    found.Add(new PinnedListener(listener, next, oldest));
            }

            if (page.Length < StoreLimits.MaxBatch)
                return;
            after = page[^1].Uuid;
        }
    }

    private void Tell(PinnedListener pinned, DateTimeOffset now)
    {
        if (_told.TryGetValue(pinned.Definition.Uuid, out var told) && now - told < options.TellAgain)
            return;
        _told[pinned.Definition.Uuid] = now;
        var listener = pinned.Definition;
        logger.ListenerPinsLog(listener.Uuid, listener.UserKey, listener.Owner, listener.Stream, pinned.Number, pinned.Oldest);
    }
}
