using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The output types of events, namespaces and listeners (docs/os2mo.md §2).</summary>
internal sealed class EventTypes : ISchemaPart
{
    /// <summary>The description of the fields with the trace parent of an event.</summary>
    public const string TraceParentDescription =
        "The W3C trace parent of the span that caused it, to link to; null if no trace was recorded.";

    private readonly ApiOptions _options;
    private readonly IDefinitionStore _store;
    private readonly EventLists _lists;
    private readonly BatchLoader<string, NamespaceDefinition> _namespaces;

    /// <summary>Makes the part of the schema.</summary>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="store">Holds the definitions of namespaces.</param>
    /// <param name="lists">Reads the pages.</param>
    public EventTypes(ApiOptions options, IDefinitionStore store, EventLists lists)
    {
        (_options, _store, _lists) = (options, store, lists);
        _namespaces = new BatchLoader<string, NamespaceDefinition>("namespaces", LoadNamespacesAsync, StoreLimits.MaxBatch);
    }

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        AddEvent(schema, dialect);
        AddNamespace(schema, dialect);
        AddListener(schema, dialect);
        Paging.AddPageType(schema, "ListenerPaged", "Listener", "listeners");
        Paging.AddPageType(schema, "NamespacePaged", "Namespace", "namespaces");
    }

    private static void AddEvent(SchemaBuilder schema, Dialect dialect)
    {
        var type = schema.Object(
            "Event", "An event that is leased to the caller: no other caller gets it until its lease ends. Acknowledge it with its token.");
        if (dialect.IsOwn)
            type.Field("uuid", "UUID!", "The identity of the event.").Resolve<Delivery>(value => value.Event.Uuid);
        type.Field(
                "subject",
                "String!",
                $"The identifier of what the event concerns; for events in the namespace {NamespaceNames.Native(dialect)} the uuid of the object.")
            .Resolve<Delivery>(value => value.Event.Subject);
        type.Field("priority", "Int!", "The priority; 1 is first. It is the lowest number among the events of the subject that this one stands for.")
            .Resolve<Delivery>(value => value.Priority);
        type.Field("token", "EventToken!", "The token that acknowledges it.").Resolve<Delivery>(value => value.Token);
        if (!dialect.IsOwn)
            return;
        type.Field("number", "Long!", "Its position in its stream: 1, 2, 3 … without gaps.").Resolve<Delivery>(value => value.Event.Number);
        type.Field("time", "DateTime!", "When it was committed.").Resolve<Delivery>(value => value.Event.Time);
        type.Field("key", "String!",
            "The key. Events with the same key are never leased twice at once within a group of listeners: the person, else the org unit, else the subject.")
            .Resolve<Delivery>(value => value.Event.Key);
        type.Field("registration_id", "Long", "The number of the registration behind it; null for sent events.")
            .Resolve<Delivery>(value => value.Event.Registration?.Number);
        type.Field("attempt", "Int!", "The number of this delivery of the event, from 1.").Resolve<Delivery>(value => value.Attempt);
        type.Field("leased_until", "DateTime!", "When its lease ends. It is delivered again then, unless it was acknowledged.")
            .Resolve<Delivery>(value => value.Until);
        type.Field("traceparent", "String", TraceParentDescription).Resolve<Delivery>(value => value.Event.TraceParent);
    }

    private void AddNamespace(SchemaBuilder schema, Dialect dialect)
    {
        var type = schema.Object("Namespace", "A namespace of events. It separates the events of different integrations.");
        type.Field("name", "String!", "Its name.").Resolve<NamespaceDefinition>(value => NamespaceNames.Shown(dialect, value.Name));
        type.Field("owner", "UUID!", "Who declared it and alone may send to it.").Resolve<NamespaceDefinition>(value => value.Owner);
        type.Field("public", "Boolean!", "Whether others than the owner may listen.").Resolve<NamespaceDefinition>(value => value.IsPublic);
        type.Field("listeners", "[Listener!]!", "The listeners in it, in the order of their uuids.")
            .Argument("filter", EventFilters.ListenersOfNamespace, "Selects among them; all when absent or null.")
            .Paged(_options)
            .ResolveAsync<IReadOnlyList<object>>(async context =>
            {
                var query = await EventFilters.ListenersAsync(context.Argument<InputObject>("filter"), dialect, _store, context.CancellationToken);
                return (await _lists.ListenersAsync(context, query with { Namespaces = [context.GetSource<NamespaceDefinition>().Name] })).Objects;
            });
    }

    private void AddListener(SchemaBuilder schema, Dialect dialect)
    {
        var type = schema.Object("Listener", "A listener: a queue of the events of one namespace and routing key, for one owner.");
        type.Field("uuid", "UUID!", "Its identity, by which events are fetched.").Resolve<ListenerDefinition>(value => value.Uuid);
        type.Field("owner", "UUID!", "Who declared it and alone may fetch from it.").Resolve<ListenerDefinition>(value => value.Owner);
        type.Field("user_key", "String!", "The owner's name for it.").Resolve<ListenerDefinition>(value => value.UserKey);
        type.Field("routing_key", "String!", "The routing key to which it listens.")
            .Resolve<ListenerDefinition>(value => value.Stream.RoutingKey);
        type.Field("namespace", "Namespace!", "The namespace to which it listens.")
            .Load<ListenerDefinition, string, NamespaceDefinition>(_namespaces, value => value.Stream.Namespace);
        if (dialect.IsOwn)
            AddOwnFields(type);
    }

    private static void AddOwnFields(ObjectTypeBuilder type)
    {
        type.Field("group", "UUID!", "The group of listeners that never lease the same key twice at once; its own uuid if it is the only one.")
            .Resolve<ListenerDefinition>(value => value.Group);
        type.Field("created", "DateTime!", "When it was declared.").Resolve<ListenerDefinition>(value => value.Created);
        type.Field("lease_seconds", "Float!", "How long an event stays leased.")
            .Resolve<ListenerDefinition>(value => value.Policy.Lease.TotalSeconds);
        type.Field("max_back_off_seconds", "Float!", "The longest time between two deliveries of one event.")
            .Resolve<ListenerDefinition>(value => value.Policy.MaxBackOff.TotalSeconds);
        type.Field("max_attempts", "Int!", "After how many deliveries an event is parked; 0 for never.")
            .Resolve<ListenerDefinition>(value => value.Policy.MaxAttempts);
        type.Field("max_in_flight", "Int!", "How many events may be leased at once.")
            .Resolve<ListenerDefinition>(value => value.Policy.MaxInFlight);
        type.Field("paused", "Boolean!", "Whether it is paused: it hands out no events, as if its queue were empty.")
            .Resolve<ListenerDefinition>(value => value.Pause is not null);
        type.Field("paused_since", "DateTime", "Since when it is paused; null if it is not.")
            .Resolve<ListenerDefinition>(value => value.Pause?.Since);
        type.Field("pause_reason", "String", "The reason of the pause, for people; null for none.")
            .Resolve<ListenerDefinition>(value => value.Pause?.Reason);
    }

    private async ValueTask<IReadOnlyDictionary<string, NamespaceDefinition>> LoadNamespacesAsync(
        IReadOnlyList<string> names, BatchContext context)
    {
        var found = await StoreReads.ReadAsync(_store.ReadNamespacesAsync(names.ToImmutableArray(), context.CancellationToken));
        return found.ToDictionary(definition => definition.Name, StringComparer.Ordinal);
    }
}
