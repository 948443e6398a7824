using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// The mutations that change events in queues. Consumers use the tokens of leased events; operators of a queue name listeners and subjects
/// (docs/os2mo.md §2, and more).
/// </summary>
/// <param name="options">Limits the lengths of inputs.</param>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="listeners">Finds the group of a listener.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="tokens">Nacks, touches and parks events.</param>
/// <param name="changes">Changes events in queues.</param>
internal sealed class QueueMutations(
    ApiOptions options, IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls, TokenUses tokens, QueueChanges changes) : ISchemaPart
{
    private const string Standing = "False if the lease has ended; then nothing was done, and the event may be leased to another caller.";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (!dialect.IsOwn)
            return;
        AddInputs(schema);
        var mutation = schema.Object("Mutation");
        mutation.Field("event_nack", "Boolean",
            $"Nacks a fetched event: it is delivered again after the listener's back-off or the given delay. {Standing}")
            .Argument("input", "EventNackInput!", "The event, and when it is delivered again.")
            .ResolveAsync(async context => (await UseOneAsync(context, Nack)).Stood);
        mutation.Field("events_nack", "[Boolean!]", "Nacks events, those of each listener in one commit. Answers for each event whether its lease stood.")
            .Argument("input", "[EventNackInput!]!", $"The events, {options.MaxBatchLength} at most.")
            .ResolveAsync<IReadOnlyList<bool>>(async context =>
                [.. (await UseAsync(context, [.. Batch(context).Select((input, i) => Nack(input, PlaceOf(i)))], PlaceOf)).Select(result => result.Stood)]);
        mutation.Field("event_touch", "DateTime",
            "Extends the lease of an event and answers when it ends. Null if the lease has ended already.")
            .Argument("input", "EventTouchInput!", "The event, and how long its lease lasts.")
            .ResolveAsync(async context => (await UseOneAsync(context, Touch)).Until);
        mutation.Field("event_park", "Boolean",
            $"Parks a fetched event until it is replayed or a newer event of its subject comes. {Standing}")
            .Argument("input", "EventParkInput!", "The event, and the reason.")
            .ResolveAsync(async context => (await UseOneAsync(context, Park)).Stood);

        mutation.Field("event_silence", "Boolean",
            "Silences events in queues: they are delivered after all others and raise no alert until they are settled. "
            + "Refused if a subject may be among events that have not been read from the log yet.")
            .Argument("input", "EventSilenceInput!", "Which.")
            .ResolveAsync(async context => (await ChangeAsync(context, EntryVerb.Silence)).Changed >= 0);
        mutation.Field("event_unsilence", "Boolean", "Unsilences events; those that were silenced are delivered without a further delay.")
            .Argument("input", "EventUnsilenceInput!", "Which.")
            .ResolveAsync(async context => (await ChangeAsync(context, EntryVerb.Unsilence)).Changed >= 0);
        mutation.Field("event_listener_set_position", "Long",
            "Moves a listener to another position of its stream, and answers the number of the first event that it gets from now on. Nacks, "
            + "parks and silences are forgotten. Leases stand until they end, but acknowledging the events of these leases settles "
            + "nothing.")
            .Argument("input", "ListenerPositionInput!", "The listener and the position: one of `to`, `number` and `instant`.")
            .ResolveAsync(SetPositionAsync);
        AddShown(mutation, "event_rerun", "EventRerunInput!", EntryVerb.Rerun,
            "Delivers waiting events without a further delay. Leases stand");
        AddShown(mutation, "events_park", "EventsParkInput!", EntryVerb.Park, "Parks events in queues that are not leased. "
            + "Refused if a subject may be among events that have not been read from the log yet");
        AddShown(mutation, "events_replay", "EventsReplayInput!", EntryVerb.Replay, "Replays parked events: they are delivered as if for the first time");
    }

    private static void AddInputs(SchemaBuilder schema)
    {
        schema.Input("EventNackInput", "The nack of an event.")
            .Field("token", "EventToken!", "Its token.")
            .Field("delay_seconds", "Float", "The time until it is delivered again; the back-off of the listener when absent.")
            .Field("reason", "String", "The reason, for people.");
        schema.Input("EventTouchInput", "The touch of an event, which extends its lease.")
            .Field("token", "EventToken!", "Its token.")
            .Field("lease_seconds", "Float", "How long its lease lasts from now; the lease time of the listener when absent. A touch never shortens a lease.");
        schema.Input("EventParkInput", "The park of an event.")
            .Field("token", "EventToken!", "Its token.")
            .Field("reason", "String", "The reason, for people.");
        schema.Enum("ListenerPosition", "A position in a stream.")
            .Value("HEAD", "After the last event: all events before it are settled.", PositionKind.Head)
            .Value("BEGINNING", "The first kept event.", PositionKind.Beginning);
        schema.Input("ListenerPositionInput", "The new position of a listener: one of `to`, `number` and `instant`.")
            .Field("uuid", "UUID!", "The listener.")
            .Field("to", "ListenerPosition", "The end or the beginning of the stream.")
            .Field("number", "Long", "The event of this number.")
            .Field("instant", "DateTime", "The first event that is not before this.");
        QueueChanges.AddInputs(schema);
        schema.Input("EventsParkInput", "The events to park.")
            .Field("listeners", "ListenerFilter!", "The caller's listeners whose queues are searched.")
            .Field("subjects", "[String!]!", "The subjects.")
            .Field("reason", "String", "The reason, for people.");
        QueueChanges.AddFilter(schema.Input("EventsReplayInput", "The parked events to replay."));
    }

    private void AddShown(ObjectTypeBuilder mutation, string name, string input, EntryVerb verb, string what) => mutation
        .Field(name, "[FullEvent!]", $"{what}. Answers the changed events, the first {EntryCommandResult.MaxShown} of each listener.")
        .Argument("input", input, "Which.")
        .ResolveAsync<IReadOnlyList<QueuedOf>>(async context => (await ChangeAsync(context, verb)).Shown);

    private static (Guid, TokenCommand) Nack(InputObject input, string place) => Command(
        input, TokenVerb.Nack, Seconds(input, "delay_seconds", ListenerPolicy.LongestDelay, place), input.Get<string>("reason"));

    private static (Guid, TokenCommand) Touch(InputObject input, string place) =>
        Command(input, TokenVerb.Touch, Seconds(input, "lease_seconds", ListenerPolicy.LongestLease, place), null);

    private static (Guid, TokenCommand) Park(InputObject input, string place) => Command(input, TokenVerb.Park, null, input.Get<string>("reason"));

    private static (Guid, TokenCommand) Command(InputObject input, TokenVerb verb, TimeSpan? delay, string? reason)
    {
        var token = input.Get<GivenToken>("token")!;
        return (token.Listener, new TokenCommand(token.Text, verb, delay, reason));
    }

    private static TimeSpan? Seconds(InputObject input, string name, TimeSpan most, string place)
    {
        if (input.Get<double?>(name) is not { } seconds)
            return null;
        return seconds >= 0 && seconds <= most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Refusals.InvalidInput($"{name} is {seconds}; it must be from 0 to {most.TotalSeconds}.", $"{place}.{name}");
    }

    private static string PlaceOf(int index) => $"input[{index}]";

    private async ValueTask<TokenResult> UseOneAsync(FieldContext context, Func<InputObject, string, (Guid, TokenCommand)> read) =>
        (await UseAsync(context, [read(context.Argument<InputObject>("input")!, "input")], _ => "input"))[0];

    private ValueTask<TokenResult[]> UseAsync(FieldContext context, IReadOnlyList<(Guid, TokenCommand)> commands, Func<int, string> place) =>
        tokens.UseAsync(context.GetRequest<ApiRequest>(), commands, place, context.CancellationToken);

    private ValueTask<(int Changed, List<QueuedOf> Shown)> ChangeAsync(FieldContext context, EntryVerb verb) =>
        changes.ChangeAsync(context, context.GetRequest<ApiRequest>().Actor, Dialect.Own, verb);

    private async ValueTask<long> SetPositionAsync(FieldContext context)
    {
        var request = context.GetRequest<ApiRequest>();
        var input = context.Argument<InputObject>("input")!;
        var uuid = input.Get<Guid>("uuid");
        var command = (input.Get<PositionKind?>("to"), input.Get<long?>("number"), input.Get<DateTimeOffset?>("instant")) switch
        {
            ({ } to, null, null) => new PositionCommand(uuid, to),
            (null, { } number, null) => new PositionCommand(uuid, PositionKind.Number, Number: number),
            (null, null, { } instant) => new PositionCommand(uuid, PositionKind.Instant, Instant: instant),
            _ => throw Refusals.InvalidInput("Give one of to, number and instant.", "input"),
        };
        var listener = await listeners.FindAsync(uuid, context.CancellationToken)
            ?? throw Refusals.ToException(new Refusal(RefusalCode.NotFound, $"There is no listener {uuid:D}.", "input.uuid"));
        var grain = grains.GetListenerGroup(listener.Group);
        return (await calls.CommandAsync(() => grain.SetPositionAsync(request.Actor, command))).OrThrow();
    }

    private IReadOnlyList<InputObject> Batch(FieldContext context)
    {
        var items = context.ArgumentList<InputObject>("input")!;
        return items.Count <= options.MaxBatchLength
            ? items
            : throw Refusals.InvalidInput($"input has {items.Count} items; it may have {options.MaxBatchLength} at most.", "input");
    }
}
