using System.Globalization;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The mutations <c>X_refresh</c>: they publish an event for each object that a filter finds, or a message to an exchange of AMQP.</summary>
/// <param name="options">Limits the lengths of pages and the concurrency.</param>
/// <param name="commands">Sends each refresh.</param>
/// <param name="exchanges">Publishes refreshes that go to an exchange.</param>
/// <param name="listeners">Finds the owner of a listener.</param>
internal sealed class ObjectRefreshes(
    ApiOptions options, ObjectCommands commands, ExchangeRefreshes exchanges, ListenerDirectory listeners)
{
    /// <summary>Declares the mutation of a type.</summary>
    /// <param name="mutation">The type of mutations.</param>
    /// <param name="dialect">Says which arguments there are, and how they combine.</param>
    /// <param name="finder">Finds the objects by the filter of the field.</param>
    /// <param name="type">The type of the objects.</param>
    /// <param name="name">The name of the mutation.</param>
    public void AddTo(ObjectTypeBuilder mutation, Dialect dialect, ObjectFinder finder, TypeDefinition type, string name)
    {
        var field = mutation
            .Field(name, dialect.Root("UUIDPaged"), $"Publishes an event for objects of type `{type.Name}`, which do not change, and answers their uuids.")
            .Argument("filter", ObjectFilters.NameOf(type), "The filter; the objects that are active now when absent or null.", "null")
            .PagedObjects(options);
        if (!dialect.IsOwn)
            field.Argument("queue", "String", "It does nothing.", "null", "It does nothing; use `exchange` or `owner`.");
        field
            .Argument("exchange", "String",
                "The exchange of AMQP to which the messages go, instead of to listeners. It needs Amqp:Enabled, and runs no triggers.", "null")
            .Argument("listener", "UUID", "The only listener that gets the events.", "null", "Give the owner instead, as far as that is enough.")
            .Argument("owner", "UUID", "The only owner whose listeners get the events.", "null")
            .Argument("priority", "Int!", "The priority of the events; 1 is first.",
                EventRecord.DefaultPriority.ToString(CultureInfo.InvariantCulture))
            .ResolveAsync(context => RefreshAsync(context, dialect, finder, type));
    }

    private async ValueTask<Page> RefreshAsync(FieldContext context, Dialect dialect, ObjectFinder finder, TypeDefinition type)
    {
        var priority = context.Argument<int>("priority");
        if (priority < 1)
            throw Refusals.InvalidInput("priority must be natural", "priority");
        var (owner, listener) = (context.Argument<Guid?>("owner"), context.Argument<Guid?>("listener"));
        var exchange = context.Argument<string>("exchange");
        if (!dialect.IsOwn && exchange is "")
            exchange = null;
        exchanges.Check(exchange, isTargeted: owner is not null || listener is not null);
        var isHeard = true;
        if (!dialect.IsOwn && owner is { } ownerToo && listener is { } both)
        {
            // OS2mo combines them: the listener gets the events if it is of that owner.
            isHeard = await listeners.FindAsync(both, context.CancellationToken) is { } found && found.Owner == ownerToo;
            owner = null;
        }

        var target = Publications.TargetOf(owner, listener, "owner");
        var limit = ObjectPages.Limit(context, options);
        var objects = await finder.FindAsync(context, finder.Read(context, type), Paging.AfterUuid(context), limit + 1);
        var page = Paging.Make(context, [.. objects.Objects.Select(each => (object)each.Key.Uuid)], limit, uuid => uuid);
        if (isHeard)
            await SendAsync(context, type, page, exchange, target);
        return page;
    }

    private Task SendAsync(FieldContext context, TypeDefinition type, Page page, string? exchange, EventTarget? target) => Parallel.ForEachAsync(
        page.Objects.Cast<Guid>().Index(),
        new ParallelOptions { MaxDegreeOfParallelism = options.BatchConcurrency, CancellationToken = context.CancellationToken },
        async (item, _) =>
        {
            if (exchange is not null)
            {
                await exchanges.PublishAsync(exchange, type.Name, item.Item, context.CancellationToken);
                return;
            }

            var refresh = ObjectCommands.MutationOf(context, MutationKind.Refresh, item.Index) with
            {
                Request = RequestJson.Write(item.Item),
                Priority = context.Argument<int>("priority"),
                Target = target,
            };
            await commands.SendAsync(context, new ObjectKey(type.Name, item.Item), type, refresh);
        });
}
