using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Storage;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// The status of listeners. `status` is exact and comes from the grain of the group. `lag` is computed from stored numbers; it activates no
/// grain, so it suits lists of a thousand listeners. Neither counts entries one by one.
/// </summary>
internal sealed class StatusTypes : ISchemaPart
{
    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;
    private readonly LagReader _reader;
    private readonly BatchLoader<ListenerDefinition, ListenerLag?> _lags;

    /// <summary>Makes the part of the schema.</summary>
    /// <param name="grains">Gives the grains of listener groups.</param>
    /// <param name="calls">Calls the grains.</param>
    /// <param name="reader">Reads the lags of listeners.</param>
    public StatusTypes(IGrainFactory grains, GrainCalls calls, LagReader reader)
    {
        (_grains, _calls, _reader) = (grains, calls, reader);
        _lags = new BatchLoader<ListenerDefinition, ListenerLag?>("lags", LoadLagsAsync, StoreLimits.MaxBatch);
    }

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (!dialect.IsOwn)
            return;
        AddStatus(schema);
        AddActivity(schema);
        AddLag(schema);
        AddSuspension(schema);
        var listener = schema.Object("Listener");
        listener.Field("suspension", "ListenerSuspension", "Its suspension because it pinned the log; null if it is not suspended.")
            .Resolve<ListenerDefinition>(value => value.Suspension);
        listener.Field("status", "ListenerStatus",
            "The exact status of its queue. A queue that is not active is activated for it. Only its owner may ask.").ResolveAsync(StatusAsync);
        listener.Field("lag", "ListenerLag", "How far it is behind its stream, computed from stored numbers. No queue is activated, so it suits long lists.")
            .Load<ListenerDefinition, ListenerDefinition, ListenerLag?>(_lags, value => value);
    }

    private static void AddStatus(SchemaBuilder schema)
    {
        var type = schema.Object("ListenerStatus", "The status of the queue of a listener.");
        type.Field("pending", "Long!", "How many entries wait to be fetched, including those in back-off.")
            .Resolve<ListenerStatus>(value => value.Pending);
        type.Field("delayed", "Long!", "How many of these wait for an instant: in back-off, or nacked with a delay.")
            .Resolve<ListenerStatus>(value => value.Delayed);
        type.Field("leased", "Long!", "How many entries are leased.").Resolve<ListenerStatus>(value => value.Leased);
        type.Field("parked", "Long!", "How many entries are parked.").Resolve<ListenerStatus>(value => value.Parked);
        type.Field("silenced", "Long!", "How many entries are delivered last and raise no alert.")
            .Resolve<ListenerStatus>(value => value.Silenced);
        type.Field("oldest_at", "DateTime",
            "When the event was committed that has waited longest, not counting silenced and parked ones; null if none waits.")
            .Resolve<ListenerStatus>(value => value.Oldest);
        type.Field("attempts", "Int!", "The most deliveries of one entry that ended without an acknowledgement; 0 if there were none.")
            .Resolve<ListenerStatus>(value => value.Attempts);
        type.Field("frontier", "Long!", "The number up to which everything is settled.").Resolve<ListenerStatus>(value => value.Frontier);
        type.Field("read", "Long!", "The number up to which the stream has been read, in all priority lanes.")
            .Resolve<ListenerStatus>(value => value.Read);
        type.Field("head", "Long!", "The number of the stream's last known event.").Resolve<ListenerStatus>(value => value.Head);
        type.Field("unread", "Long!",
            "How many events of the stream have not been read in all priority lanes: they wait in the log until there is room in the queue, "
            + "and are neither counted nor listed as entries.")
            .Resolve<ListenerStatus>(value => Math.Max(0, value.Head - value.Read));
        type.Field("activity", "ListenerActivity", "What happened since its group was last activated; null while silos of an older build serve it.")
            .Resolve<ListenerStatus>(value => value.Activity);
    }

    private static void AddActivity(SchemaBuilder schema)
    {
        var type = schema.Object(
            "ListenerActivity", "What happened at a queue since its group was last activated. A group is activated anew when its silo stops, or after ten idle minutes.");
        type.Field("since", "DateTime!", "Since when events are counted.").Resolve<ListenerActivity>(value => value.Since);
        type.Field("arrived", "Long!", "How many events came to its stream.").Resolve<ListenerActivity>(value => value.Arrived);
        type.Field("delivered", "Long!", "How many deliveries there were, including repeated ones.")
            .Resolve<ListenerActivity>(value => value.Delivered);
        type.Field("redelivered", "Long!", "How many of these were repeated because the event was not acknowledged.")
            .Resolve<ListenerActivity>(value => value.Redelivered);
        type.Field("acknowledged", "Long!", "How many acknowledgements settled something, or ended a lease.")
            .Resolve<ListenerActivity>(value => value.Acknowledged);
        type.Field("given_back", "Long!", "How many deliveries ended by a nack.").Resolve<ListenerActivity>(value => value.Nacked);
        type.Field("expired", "Long!", "How many deliveries ended because their lease ended.")
            .Resolve<ListenerActivity>(value => value.Expired);
        type.Field("parked", "Long!", "How many entries were parked, by a caller or because their attempts were used up.")
            .Resolve<ListenerActivity>(value => value.Parked);
        type.Field("arrived_per_second", "Float!", "How many events arrived a second, averaged over about a minute.")
            .Resolve<ListenerActivity>(value => value.ArrivedPerSecond);
        type.Field("delivered_per_second", "Float!", "How many deliveries there were a second, averaged over about a minute.")
            .Resolve<ListenerActivity>(value => value.DeliveredPerSecond);
        type.Field("acknowledged_per_second", "Float!", "How many acknowledgements there were a second, averaged over about a minute.")
            .Resolve<ListenerActivity>(value => value.AcknowledgedPerSecond);
    }

    private static void AddLag(SchemaBuilder schema)
    {
        var type = schema.Object("ListenerLag", "How far a listener is behind its stream, computed from stored numbers.");
        type.Field("behind", "Long!",
            "How many events lie between its frontier and the end of the stream. At most this many wait, because some may be settled, or superseded by newer ones.")
            .Resolve<ListenerLag>(value => value.Behind);
        type.Field("frontier", "Long!", "The number up to which everything is settled, except parked, delayed and silenced events.")
            .Resolve<ListenerLag>(value => value.Frontier);
        type.Field("head", "Long!", "The number of the stream's last event; 0 before the first.").Resolve<ListenerLag>(value => value.Head);
        type.Field("first_kept", "Long!", "The number of the first event that the stream keeps.").Resolve<ListenerLag>(value => value.First);
        type.Field("pins", "Boolean!",
            "Whether it pins the log: its oldest unsettled event is older than Events:PinnedAfter and is kept because of it.")
            .Resolve<ListenerLag>(value => value.Pins);
        type.Field("oldest_at", "DateTime", "When the first event above its frontier was committed; null if there is none.")
            .Resolve<ListenerLag>(value => value.Oldest);
    }

    private static void AddSuspension(SchemaBuilder schema)
    {
        var type = schema.Object(
            "ListenerSuspension",
            "The suspension of a listener that pinned the log. It hands out no events, and the log is no longer kept for it. Use event_listener_resume to resume it.");
        type.Field("since", "DateTime!", "Since when.").Resolve<ListenerSuspension>(value => value.Since);
        type.Field("from", "Long!", "The first number that it had not settled then. Nothing before it is lost.")
            .Resolve<ListenerSuspension>(value => value.From);
        type.Field("to", "Long!", "The number of the stream's last event then.").Resolve<ListenerSuspension>(value => value.To);
    }

    private async ValueTask<ListenerStatus?> StatusAsync(FieldContext context)
    {
        var request = context.GetRequest<ApiRequest>();
        var listener = context.GetSource<ListenerDefinition>();
        var grain = _grains.GetListenerGroup(listener.Group);
        return (await _calls.QueryAsync(() => grain.StatusAsync(request.Actor, listener.Uuid))).OrThrow();
    }

    private async ValueTask<IReadOnlyDictionary<ListenerDefinition, ListenerLag?>> LoadLagsAsync(
        IReadOnlyList<ListenerDefinition> listeners, BatchContext context)
    {
        var lags = await StoreReads.ReadAsync(new ValueTask<IReadOnlyDictionary<Guid, ListenerLag>>(
            _reader.ReadAsync(listeners, context.CancellationToken)));

        // A listener that was deleted in the meantime has no lag.
        return listeners.ToDictionary(listener => listener, listener => lags.GetValueOrDefault(listener.Uuid));
    }
}
