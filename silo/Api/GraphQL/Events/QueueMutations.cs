using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// The mutations that change events in queues. Consumers use the tokens of leased events; operators of a queue name listeners and subjects
/// (os2mo.md §1.2, and more).
/// </summary>
/// <param name="options">Limits the lengths of inputs.</param>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="listeners">Finds the group of a listener.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="tokens">Nacks, touches and parks events.</param>
/// <param name="own">Finds the caller's listeners.</param>
internal sealed class QueueMutations(
    ApiOptions options, IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls, TokenUses tokens, OwnListeners own) : ISchemaPart
{
    private const string Standing = "False when the lease has ended, and nothing was done: somebody else may have the event in hand by now.";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema)
    {
        AddInputs(schema);
        var mutation = schema.Object("Mutation");
        mutation.Field("event_nack", "Boolean",
            $"Gives an event back that was fetched: it is delivered again, after the listener's back-off or the given delay. {Standing}")
            .Argument("input", "EventNackInput!", "Which, and when it comes again.")
            .ResolveAsync(async context => (await UseOneAsync(context, Nack)).Stood);
        mutation.Field("events_nack", "[Boolean!]", "Gives events back, those of each listener in one commit; for each, whether its lease stood.")
            .Argument("input", "[EventNackInput!]!", $"Which, {options.MaxBatchLength} at most.")
            .ResolveAsync<IReadOnlyList<bool>>(async context =>
                [.. (await UseAsync(context, [.. Batch(context).Select((input, i) => Nack(input, PlaceOf(i)))], PlaceOf)).Select(result => result.Stood)]);
        mutation.Field("event_touch", "DateTime",
            "Goes on working on an event: its lease is extended, and the answer is when it ends. Null when the lease has ended already.")
            .Argument("input", "EventTouchInput!", "Which, and for how long.")
            .ResolveAsync(async context => (await UseOneAsync(context, Touch)).Until);
        mutation.Field("event_park", "Boolean",
            $"Sets an event aside that was fetched, until it is replayed or a newer event of its subject comes. {Standing}")
            .Argument("input", "EventParkInput!", "Which, and why.")
            .ResolveAsync(async context => (await UseOneAsync(context, Park)).Stood);

        mutation.Field("event_silence", "Boolean",
            "Silences events in queues: they are delivered after all others, and raise no alert, until they are settled. "
            + "Refused where a subject may be among events that have not been read of the log yet.")
            .Argument("input", "EventSilenceInput!", "Which.")
            .ResolveAsync(async context => (await ChangeAsync(context, EntryVerb.Silence)).Changed >= 0);
        mutation.Field("event_unsilence", "Boolean", "Takes silence back; what was silenced waits for its next delivery no longer.")
            .Argument("input", "EventUnsilenceInput!", "Which.")
            .ResolveAsync(async context => (await ChangeAsync(context, EntryVerb.Unsilence)).Changed >= 0);
        mutation.Field("event_listener_set_position", "Long",
            "Moves a listener to another place of its stream, and answers the number of the first event that it gets from now on. What was "
            + "given back, parked or silenced is forgotten; what is in somebody's hand stays there to the end of its lease, and settles "
            + "nothing any more.")
            .Argument("input", "ListenerPositionInput!", "Which, and where to: one of `to`, `number` and `instant`.")
            .ResolveAsync(SetPositionAsync);
        AddShown(mutation, "event_rerun", "EventRerunInput!", EntryVerb.Rerun,
            "Events that wait for their next delivery wait no longer. What is in somebody's hand stays there");
        AddShown(mutation, "events_park", "EventsParkInput!", EntryVerb.Park, "Sets events in queues aside that nobody has in hand. "
            + "Refused where a subject may be among events that have not been read of the log yet");
        AddShown(mutation, "events_replay", "EventsReplayInput!", EntryVerb.Replay, "Parked events are delivered again, as if for the first time");
    }

    private static void AddInputs(SchemaBuilder schema)
    {
        schema.Input("EventNackInput", "An event that is given back.")
            .Field("token", "EventToken!", "Its token.")
            .Field("delay_seconds", "Float", "After how long it is delivered again; after the listener's back-off when absent.")
            .Field("reason", "String", "Why, for people.");
        schema.Input("EventTouchInput", "An event that is worked on.")
            .Field("token", "EventToken!", "Its token.")
            .Field("lease_seconds", "Float", "How long its lease lasts from now; the listener's lease when absent. It never gets shorter.");
        schema.Input("EventParkInput", "An event that is set aside.")
            .Field("token", "EventToken!", "Its token.")
            .Field("reason", "String", "Why, for people.");
        schema.Enum("ListenerPosition", "A place of a stream.")
            .Value("HEAD", "After the last event: all before it is settled.", PositionKind.Head)
            .Value("BEGINNING", "The first event that is kept.", PositionKind.Beginning);
        schema.Input("ListenerPositionInput", "Where a listener goes on: one of `to`, `number` and `instant`.")
            .Field("uuid", "UUID!", "The listener.")
            .Field("to", "ListenerPosition", "The end or the beginning of the stream.")
            .Field("number", "Long", "The event of this number.")
            .Field("instant", "DateTime", "The first event that is not before this.");
        schema.Input("EventSilenceInput", "Which events are silenced.")
            .Field("listeners", "ListenerFilter!", "In the queues of which of the caller's listeners.")
            .Field("subjects", "[String!]!", "Which subjects.");
        AddFilter(schema.Input("EventUnsilenceInput", "Which events are silenced no longer."));
        AddFilter(schema.Input("EventRerunInput", "Which events wait no longer."))
            .Field("silenced", "Boolean", "Those that are silenced, or those that are not.");
        schema.Input("EventsParkInput", "Which events are set aside.")
            .Field("listeners", "ListenerFilter!", "In the queues of which of the caller's listeners.")
            .Field("subjects", "[String!]!", "Which subjects.")
            .Field("reason", "String", "Why, for people.");
        AddFilter(schema.Input("EventsReplayInput", "Which parked events are delivered again."));
    }

    private static InputObjectTypeBuilder AddFilter(InputObjectTypeBuilder input) => input
        .Field("listeners", "ListenerFilter", "In the queues of which of the caller's listeners; all when absent or null.")
        .Field("subjects", "[String!]", "Those with one of these subjects.")
        .Field("priorities", "[Int!]", "Those with one of these priorities.");

    private void AddShown(ObjectTypeBuilder mutation, string name, string input, EntryVerb verb, string what) => mutation
        .Field(name, "[FullEvent!]", $"{what}. Answers those concerned, the first {EntryCommandResult.MaxShown} of each listener.")
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

    private async ValueTask<(int Changed, List<QueuedOf> Shown)> ChangeAsync(FieldContext context, EntryVerb verb)
    {
        var request = context.GetRequest<ApiRequest>();
        var input = context.Argument<InputObject>("input")!;
        var reason = input.Values.ContainsKey("reason") ? input.Get<string>("reason") : null;
        var (changed, shown) = (0, new List<QueuedOf>());
        await foreach (var listener in own.FindAsync(context, request.Actor, FilterOf(input), "input.listeners"))
        {
            var grain = grains.GetListenerGroup(listener.Group);
            var command = new EntryCommand(listener.Uuid, verb, QueuedEvents.Read(input), reason);
            var outcome = await calls.CommandAsync(() => grain.ChangeEntriesAsync(request.Actor, command));

            // The listener was deleted in the meantime, so its queue is empty.
            if (outcome.Refusal is { Code: RefusalCode.NotFound })
                continue;
            var result = outcome.OrThrow();
            changed += result.Changed;
            shown.AddRange(result.First.Select(entry => new QueuedOf(entry, listener)));
        }

        return (changed, shown);
    }

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

    private static InputObject? FilterOf(InputObject input) => input.Get<InputObject>("listeners");

    private IReadOnlyList<InputObject> Batch(FieldContext context)
    {
        var items = context.ArgumentList<InputObject>("input")!;
        return items.Count <= options.MaxBatchLength
            ? items
            : throw Refusals.InvalidInput($"input has {items.Count} items; it may have {options.MaxBatchLength} at most.", "input");
    }
}
