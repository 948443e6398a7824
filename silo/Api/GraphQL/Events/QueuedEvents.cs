using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The events in the queues of listeners: `FullEvent`, its filters and its lists (docs/os2mo.md §2).</summary>
/// <param name="options">Limits the lengths of pages.</param>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="own">Finds the caller's listeners.</param>
internal sealed class QueuedEvents(ApiOptions options, IGrainFactory grains, GrainCalls calls, OwnListeners own) : ISchemaPart
{
    /// <summary>The most events that one call of a grain reads.</summary>
    private const int MaxRead = 1_000;

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        AddType(schema, dialect);
        AddFilter(schema.Input("FullEventFilter", "Selects the events in queues that meet all given fields."), dialect)
            .Field("listeners", "ListenerFilter", "Those in the queues of these listeners, of which only the caller's count.", "null");
        AddFilter(schema.Input("ListenersBoundFullEventFilter", "Selects the events of the queue that meet all given fields."), dialect);
        Paging.AddPageType(schema, "FullEventPaged", "FullEvent", "events in queues");
        schema.Object("Query").Field("events", "FullEventPaged!",
            "The events in the queues of the caller's listeners, ordered by the uuids of the listeners, then by the numbers of the events. It leaves out "
            + "events that have not been read from the log yet.")
            .Argument("filter", "FullEventFilter", "Which; all when absent or null.", "null")
            .Paged(options)
            .ResolveAsync(context => ListAsync(context, dialect));
        schema.Object("Listener").Field("events", "[FullEvent!]!", "The events in its queue, without those that have not been read from the log yet. Only its owner may ask.")
            .Argument("filter", "ListenersBoundFullEventFilter", "Which; all when absent or null.")
            .Paged(options)
            .ResolveAsync(context => OfListenerAsync(context, dialect));
    }

    /// <summary>Reads the part of a filter that selects entries.</summary>
    /// <param name="filter">The filter; null does not restrict.</param>
    public static EntryFilter Read(InputObject? filter) => new(
        Has(filter, "subjects") && filter!.GetList<string>("subjects") is { } subjects ? [.. subjects] : null,
        Has(filter, "priorities") && filter!.GetList<int>("priorities") is { } priorities ? [.. priorities] : null,
        Has(filter, "silenced") ? filter!.Get<bool?>("silenced") : null,
        Has(filter, "parked") ? filter!.Get<bool?>("parked") : null);

    /// <summary>Whether a filter has a field. Not every filter of entries has all of them.</summary>
    private static bool Has(InputObject? filter, string name) => filter?.Values.ContainsKey(name) == true;

    private static InputObjectTypeBuilder AddFilter(InputObjectTypeBuilder input, Dialect dialect)
    {
        input.Field("subjects", "[String!]", "Those with one of these subjects.", "null")
            .Field("priorities", "[Int!]", "Those with one of these priorities.", "null")
            .Field("silenced", "Boolean", "Those that are silenced, or those that are not.", "null");
        return dialect.IsOwn ? input.Field("parked", "Boolean", "Those that are parked, or those that are not.", "null") : input;
    }

    private static void AddType(SchemaBuilder schema, Dialect dialect)
    {
        var type = schema.Object("FullEvent", "An event in the queue of a listener, for operators of the queue. It has no token.");
        type.Field("subject", "String!", "The identifier of what the event concerns.").Resolve<QueuedOf>(item => item.Event.Event.Subject);
        type.Field("priority", "Int!", "1 is first.").Resolve<QueuedOf>(item => item.Event.Priority);
        type.Field("silenced", "Boolean!", "Whether it is delivered last and raises no alert.")
            .Resolve<QueuedOf>(item => item.Event.Silenced);
        type.Field("listener", "Listener!", "The listener of the queue.").Resolve<QueuedOf>(item => item.Listener);
        if (dialect.IsOwn)
            AddState(schema, type);
    }

    private static void AddState(SchemaBuilder schema, ObjectTypeBuilder type)
    {
        schema.Enum("EventStanding", "The state of an event in a queue.")
            .Value("PENDING", "It waits to be fetched, possibly behind another event with its key.", EntryStanding.Pending)
            .Value("DELAYED", "It waits for an instant.", EntryStanding.Delayed)
            .Value("LEASED", "It is leased to a caller.", EntryStanding.Leased)
            .Value("PARKED", "It is parked until it is replayed, or until a newer event of its subject comes.", EntryStanding.Parked);
        type.Field("uuid", "UUID!", "The identity of the latest event of the subject.").Resolve<QueuedOf>(item => item.Event.Event.Uuid);
        type.Field("number", "Long!", "The position of the latest event of the subject in its stream.")
            .Resolve<QueuedOf>(item => item.Event.Event.Number);
        type.Field("time", "DateTime!", "When that event was committed.").Resolve<QueuedOf>(item => item.Event.Event.Time);
        type.Field("attempts", "Int!", "How often it was delivered since the last newer event.")
            .Resolve<QueuedOf>(item => item.Event.Attempts);
        type.Field("standing", "EventStanding!", "The state.").Resolve<QueuedOf>(item => item.Event.Standing);
        type.Field("until", "DateTime", "Leased: when the lease ends. Delayed: when it is delivered again. Else null.")
            .Resolve<QueuedOf>(item => item.Event.Until);
        type.Field("reason", "String", "The reason of its last nack or park; null for none.")
            .Resolve<QueuedOf>(item => item.Event.Reason);
        type.Field("traceparent", "String", EventTypes.TraceParentDescription).Resolve<QueuedOf>(item => item.Event.Event.TraceParent);
    }

    private async ValueTask<Page> ListAsync(FieldContext context, Dialect dialect)
    {
        var limit = Paging.Limit(context, options);
        var filter = context.Argument<InputObject>("filter");
        var (from, after) = Begin(Paging.After(context));
        var found = new List<QueuedOf>();

        // The previous page may have ended within the queue of a listener, so this page begins with the same listener.
        var which = filter?.Get<InputObject>("listeners");
        await foreach (var listener in own.FindAsync(context, Reader(context), dialect, which, "filter.listeners", Before(from)))
        {
            await AddAsync(context, listener, Read(filter), listener.Uuid == from ? after : 0, limit + 1, found);
            if (found.Count > limit)
                break;
        }

        return Paging.Make(context, found, limit, Key);
    }

    private async ValueTask<IReadOnlyList<object>> OfListenerAsync(FieldContext context, Dialect dialect)
    {
        var listener = context.GetSource<ListenerDefinition>();

        // In OS2mo's versions, what belongs to others is left out. MoCluster's dialect refuses to show it.
        if (!dialect.IsOwn && Reader(context) is { IsAdministrator: false } reader && listener.Owner != reader.Uuid)
            return [];
        var limit = Paging.Limit(context, options);
        var (_, after) = Begin(Paging.After(context));
        var found = new List<QueuedOf>();
        await AddAsync(context, listener, Read(context.Argument<InputObject>("filter")), after, limit + 1, found);
        return Paging.Make(context, found, limit, Key).Objects;
    }

    private async ValueTask AddAsync(
        FieldContext context, ListenerDefinition listener, EntryFilter filter, long after, int limit, List<QueuedOf> found)
    {
        var request = context.GetRequest<ApiRequest>();
        var grain = grains.GetListenerGroup(listener.Group);
        for (long? from = after; from is { } next && found.Count < limit;)
        {
            var query = new EntryQuery(listener.Uuid, filter, next, Math.Min(limit - found.Count, MaxRead));
            var outcome = await calls.QueryAsync(() => grain.ListEntriesAsync(Reader(context), query));

            // The listener was deleted in the meantime, so its queue is empty.
            if (outcome.Refusal is { Code: RefusalCode.NotFound })
                return;
            var page = outcome.OrThrow();
            found.AddRange(page.Entries.Select(entry => new QueuedOf(entry, listener)));
            from = page.Next;
        }
    }

    /// <summary>The caller as an actor. A caller with the role to read all events reads as an administrator (docs/os2mo.md §3).</summary>
    private static Actor Reader(FieldContext context)
    {
        var request = context.GetRequest<ApiRequest>();
        return request.Roles.Has(Roles.ReadAllEvents) ? request.Actor with { IsAdministrator = true } : request.Actor;
    }

    private static string Key(QueuedOf item) => $"{item.Listener.Uuid:D}/{item.Event.Event.Number}";

    private static (Guid? Listener, long After) Begin(string? cursor)
    {
        if (cursor is null)
            return (null, 0);
        var parts = cursor.Split('/');
        return parts.Length == 2 && Guid.TryParseExact(parts[0], "D", out var listener) && long.TryParse(parts[1], out var after)
            ? (listener, after)
            : throw Refusals.InvalidInput("The cursor is from another list; take it from the page_info of this list.", "cursor");
    }

    /// <summary>The uuid just before another. A page that begins after it includes the other.</summary>
    private static Guid? Before(Guid? uuid)
    {
        if (uuid is not { } given || given == Guid.Empty)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        given.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = bytes.Length - 1; bytes[i]-- == 0; i--)
        {
        }

        return new Guid(bytes, bigEndian: true);
    }
}
