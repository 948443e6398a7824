using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The queries that fetch events and list namespaces and listeners (docs/os2mo.md §2).</summary>
/// <param name="options">Limits fetches and pages.</param>
/// <param name="store">Holds the definitions of listeners.</param>
/// <param name="lists">Reads the pages.</param>
/// <param name="fetches">Fetches events.</param>
internal sealed class EventQueries(ApiOptions options, IDefinitionStore store, EventLists lists, Fetches fetches) : ISchemaPart
{
    private const string Duty =
        "Acknowledge each event with its token, or it is delivered again when its lease ends. GET refuses it, because it leases events.";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        EventFilters.AddTo(schema);
        schema.Input("EventFilter", "The source of the events.")
            .Field("listener", "UUID!", "The listener, which the caller must own.");
        var query = schema.Object("Query");
        if (dialect.IsOwn)
            AddFetches(query);
        else
            AddFetch(query);
        query.Field("event_listeners", "ListenerPaged!", "Listeners, in the order of their uuids.")
            .Argument("filter", "ListenerFilter", "Which; all when absent or null.", "null")
            .Paged(options)
            .ResolveAsync(async context =>
            {
                var which = await EventFilters.ListenersAsync(context.Argument<InputObject>("filter"), dialect, store, context.CancellationToken);
                return await lists.ListenersAsync(context, which);
            });
        query.Field("event_namespaces", "NamespacePaged!", "Namespaces, in the order of their names.")
            .Argument("filter", "NamespaceFilter", "Which; all when absent or null.", "null")
            .Paged(options)
            .ResolveAsync(
                context => lists.NamespacesAsync(context, EventFilters.Namespaces(context.Argument<InputObject>("filter"), dialect)));
    }

    /// <summary>The fetch of OS2mo's versions. A listener that the caller does not own has nothing to give.</summary>
    private void AddFetch(ObjectTypeBuilder query) => query
        .Field("event_fetch", "Event", $"Leases the next event of a listener of the caller; null when there is none. {Duty}")
        .Argument("filter", "EventFilter!", "The listener.")
        .Tag(FieldTags.Leases)
        .ResolveAsync(async context =>
        {
            var fetch = new Fetch(ListenerOf(context), 1, options.FetchWait);
            return (await fetches.OfOwnAsync(context.GetRequest<ApiRequest>(), fetch, context.CancellationToken)).FirstOrDefault();
        });

    private void AddFetches(ObjectTypeBuilder query)
    {
        var longest = options.MaxWait.TotalSeconds;
        query.Field("event_fetch", "Event", $"Leases the next event of a listener; null when there is none now. {Duty}")
            .Argument("filter", "EventFilter!", "The listener.")
            .Argument("wait_seconds", "Float!", $"How long to wait if there is no event: from 0 to {longest}.", "0")
            .Tag(FieldTags.Leases)
            .ResolveAsync(async context => (await FetchAsync(context, 1)).FirstOrDefault());
        query.Field("events_fetch", "[Event!]!",
            $"Leases the next events of a listener, as many as there are; empty when there are none now. {Duty}")
            .Argument("filter", "EventFilter!", "The listener.")
            .Argument("limit", "Int!", $"How many at most: from 1 to {options.MaxFetchLength}.", "100")
            .Argument("wait_seconds", "Float!", $"How long to wait if there are no events: from 0 to {longest}.", "0")
            .Tag(FieldTags.Leases)
            .ResolveAsync<IReadOnlyList<Delivery>>(async context => await FetchAsync(context, Limit(context)));
    }

    private int Limit(FieldContext context)
    {
        var limit = context.Argument<int>("limit");
        return limit >= 1 && limit <= options.MaxFetchLength
            ? limit
            : throw Refusals.InvalidInput($"limit is {limit}; it must be from 1 to {options.MaxFetchLength}.", "limit");
    }

    private TimeSpan Wait(FieldContext context)
    {
        var seconds = context.Argument<double>("wait_seconds");
        return seconds >= 0 && seconds <= options.MaxWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Refusals.InvalidInput(
                $"wait_seconds is {seconds}; it must be from 0 to {options.MaxWait.TotalSeconds}.", "wait_seconds");
    }

    private async ValueTask<ImmutableArray<Delivery>> FetchAsync(FieldContext context, int limit)
    {
        var wait = Wait(context);
        var uuid = ListenerOf(context);
        var request = context.GetRequest<ApiRequest>();
        var grain = await fetches.GrainOfAsync(request, uuid, "filter.listener", context.CancellationToken);
        return await fetches.WaitAsync(grain, request, new Fetch(uuid, limit, wait), context.CancellationToken);
    }

    private static Guid ListenerOf(FieldContext context) => context.Argument<InputObject>("filter")!.Get<Guid>("listener");
}
