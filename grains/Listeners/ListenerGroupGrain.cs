using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Requests;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// The shell of a listener group: it loads, asks <see cref="ListenerQueue"/>, commits, and wakes those who wait (DESIGN.md §5). One
/// commit is under way at a time; the calls that arrive meanwhile are decided together in the next.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="identifiers">Ids of commits.</param>
/// <param name="awake">Where it shows itself to who watches the silo.</param>
/// <param name="sweep">Where the silo last saw the logs end.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">The log.</param>
[Reentrant, GrainType("mo.listener-group")]
public sealed partial class ListenerGroupGrain(
    IStore store,
    TimeProvider time,
    IIdentifierSource identifiers,
    AwakeListeners awake,
    EventStreamSweep sweep,
    ListenerOptions options,
    ILogger<ListenerGroupGrain> logger)
    : Grain, IListenerGroupGrain, IEndsWaits
{
    private readonly RequestQueue _requests = new(options);
    private Guid _group;
    private ListenerQueue? _queue;
    private long _lastUsed;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _group = Guid.ParseExact(this.GetPrimaryKeyString(), "D");
        _lastUsed = time.GetTimestamp();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<Outcome<ImmutableArray<Delivery>>> FetchAsync(Actor actor, Fetch fetch, CancellationToken cancellation)
    {
        if (fetch.Limit < 1)
            return new Refusal(RefusalCode.InvalidInput, $"The limit is {fetch.Limit}; it must be 1 or more.", "limit");
        if (fetch.Window < 1)
            return new Refusal(RefusalCode.InvalidInput, $"The window is {fetch.Window}; it must be 1 or more.", "window");
        using var activity = GrainActivities.Start("receive", ActivityKind.Consumer);
        var outcome = await ReceiveAsync(actor, fetch, cancellation);
        if (activity is not null)
        {
            GrainActivities.Ended(activity, outcome.Refusal);
            if (outcome.Succeeded && _queue?.Find(fetch.Listener)?.Definition is { } definition)
                GrainActivities.Delivered(activity, definition.Stream, outcome.Value);
        }

        return outcome;
    }

    private async Task<Outcome<ImmutableArray<Delivery>>> ReceiveAsync(Actor actor, Fetch fetch, CancellationToken cancellation)
    {
        if (await BeginAsync(fetch.Listener) is { } refusal)
            return refusal;
        var began = _lastUsed;
        if (await CatchUpAsync(fetch.Listener, fetch.Wait, cancellation) is { } unread)
            return unread;
        if (Check(actor, fetch.Listener) is { } refused)
            return refused;
        if (_queue!.Find(fetch.Listener)!.Definition is { Suspension: { } suspension } suspended)
            return Suspended(suspended, suspension);

        var wait = fetch.Wait < options.MaxWait ? fetch.Wait : options.MaxWait;
        if (!MayServe(fetch.Listener) && wait <= TimeSpan.Zero)
            return _requests.WaitsEnded is { } ended ? ended : RequestQueue.Nothing;

        var request = new FetchRequest(
            fetch.Listener, Math.Min(fetch.Limit, options.MaxFetch), fetch.Window ?? int.MaxValue, began + Ticks(wait));
        if (!_requests.TryAdd(request))
            return Overloaded($"{options.MaxWaiting} fetches wait already");
        Pump();
        return await AnswerAsync(request, cancellation);
    }

    private static Refusal Overloaded(string why) => new(RefusalCode.Overloaded, $"{why}. Try again after a pause.", Retriable: true);

    private Refusal? Check(Actor actor, Guid listener)
    {
        if (_end is not null)
            return _end;
        if (_queue!.Find(listener) is not { } queued)
            return NoSuchListener(listener);
        return queued.Definition.Owner == actor.Uuid || actor.IsAdministrator
            ? null
            : new Refusal(RefusalCode.Forbidden, "You are not the owner of that listener.", "listener");
    }

    private Refusal NoSuchListener(Guid listener) =>
        new(RefusalCode.NotFound, $"There is no listener {listener:D} in the group {_group:D}.", "listener");

    private static Refusal Suspended(ListenerDefinition listener, ListenerSuspension suspension) => new(
        RefusalCode.Suspended,
        $"The listener {listener.Uuid:D} is suspended since {suspension.Since:u}: it had not settled the events of {listener.Stream} from number "
        + $"{suspension.From} on, to {suspension.To} by then, and held the log longer than this cluster allows. These are let go once they are "
        + "older than the retention, the first of them first. event_listener_resume goes on at the first that is kept, and tells how many were let go.",
        "listener");

    private bool MayServe(Guid listener)
    {
        _queue!.Advance(store.Now);
        return _queue.Find(listener) is { } queued && _queue.HasReady(queued);
    }

    private async Task<Outcome<ImmutableArray<Delivery>>> AnswerAsync(FetchRequest request, CancellationToken cancellation)
    {
        if (request.IsAnswered || !cancellation.CanBeCanceled)
            return await request.Answer;
        try
        {
            return await request.Answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Cancellation reaches the wait, never a commit: what is being leased for this fetch is its answer all the same.
            _requests.GiveUp(request);
            return await request.Answer;
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
