using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Triggers;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Triggers.Http;

namespace MoCluster.Silo.Api.GraphQL.Triggers;

/// <summary>Shows which triggers are registered and how their calls go, and lets callers ask endpoints anew.</summary>
/// <param name="grains">Gives the registry of HTTP triggers.</param>
/// <param name="calls">Calls it.</param>
/// <param name="registry">The triggers of this silo.</param>
/// <param name="circuits">The circuit breakers of this silo.</param>
/// <param name="sweep">Knows what is left to deliver.</param>
internal sealed class TriggerParts(
    IGrainFactory grains, GrainCalls calls, TriggerRegistry registry, EndpointCircuits circuits, DeliverySweep sweep) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (!dialect.IsOwn)
            return;
        AddTrigger(schema);
        AddEndpoint(schema);
        var query = schema.Object("Query");
        query.Field("triggers", "[Trigger!]!", "The triggers that are registered, in the order in which they run: those before the commit first.")
            .Resolve(_ => registry.List().ToArray());
        query.Field("trigger_endpoints", "[TriggerEndpoint!]!", "The configured endpoints of HTTP triggers, by address.")
            .ResolveAsync(async _ => await EndpointsAsync());
        schema.Object("Mutation").Field("triggers_refresh", "[TriggerEndpoint!]",
            "Asks endpoints which HTTP triggers they register, and answers when all silos run these triggers and no others. Endpoints are also asked "
            + "without it, every HttpTriggers:RefreshInterval.")
            .Argument("endpoint", "String", "The address of one endpoint; all of them when absent or null.")
            .ResolveAsync(async context => await RefreshAsync(context.Argument<string>("endpoint"), context.CancellationToken));
    }

    private void AddTrigger(SchemaBuilder schema)
    {
        var type = schema.Object("Trigger", "A registered trigger.");
        type.Field("name", "String!", "Its name, by which refusals call it.").Resolve<TriggerSummary>(value => value.Name);
        type.Field("source", "String!", "The full name of its module, or the address of its endpoint.").Resolve<TriggerSummary>(value => value.Source);
        type.Field("event_type", "String!", "`ON_BEFORE` or `ON_AFTER` the commit.").Resolve<TriggerSummary>(value => TriggerSpelling.Name(value.EventType));
        type.Field("role_types", "[String!]!", "The types of objects at which it runs.").Resolve<TriggerSummary>(value => value.RoleTypes);
        type.Field("request_types", "[String!]!", "What the mutations do: `CREATE`, `EDIT`, `TERMINATE`, `DELETE`, `REFRESH`.")
            .Resolve<TriggerSummary>(value => value.Requests.Select(TriggerSpelling.Name).ToArray());
        type.Field("order", "Int!", "Triggers of a stage run in ascending order, then by name.").Resolve<TriggerSummary>(value => value.Order);
        type.Field("id", "UUID", "The id of a trigger outside of the process; null for a trigger of a module.").Resolve<TriggerSummary>(value => value.Id);
        type.Field("is_stored", "Boolean!", "Whether its calls are stored with the mutation and made after it, at least once.")
            .Resolve<TriggerSummary>(value => value.IsStored);
        type.Field("waiting", "Long!", "How many stored calls wait to be made. Up to a few seconds old.")
            .Resolve<TriggerSummary>(value => BacklogOf(value)?.Waiting ?? 0);
        type.Field("parked", "Long!", "How many stored calls are parked. Up to a few seconds old.")
            .Resolve<TriggerSummary>(value => BacklogOf(value)?.Parked ?? 0);
        type.Field("oldest_at", "DateTime", "When the change was committed whose call has waited longest; null if none waits. Up to a few seconds old.")
            .Resolve<TriggerSummary>(value => BacklogOf(value)?.Oldest);
        type.Field("calls", "Long!", "How often it ran on the silo that answers, since that started.").Resolve<TriggerSummary>(value => value.Use.Calls);
        type.Field("failures", "Long!", "How many of these calls refused or failed.").Resolve<TriggerSummary>(value => value.Use.Failures);
        type.Field("seconds", "Float!", "How long these calls took together.").Resolve<TriggerSummary>(value => value.Use.Took.TotalSeconds);
    }

    private void AddEndpoint(SchemaBuilder schema)
    {
        var type = schema.Object("TriggerEndpoint", "An endpoint of HTTP triggers.");
        type.Field("address", "String!", "Its address.").Resolve<TriggerEndpoint>(value => value.Address);
        type.Field("triggers", "Int!", "How many triggers it registers. They stay while it does not answer.")
            .Resolve<TriggerEndpoint>(value => value.Triggers.Length);
        type.Field("answered_at", "DateTime", "When it last said which; null when it did not since the registry started.")
            .Resolve<TriggerEndpoint>(value => value.Answered);
        type.Field("problem", "String", "Why the last question failed; null when it did not.").Resolve<TriggerEndpoint>(value => value.Problem);
        type.Field("circuit", "String!",
            "`CLOSED` while it is called. `OPEN` on the silo that answers, if too many calls failed so that it is not called for a while; `HALF_OPEN` if "
            + "one call tries whether it answers again.")
            .Resolve<TriggerEndpoint>(value => circuits.Of(value.Address));
    }

    private DeliveryBacklog? BacklogOf(TriggerSummary trigger) =>
        trigger.IsStored ? sweep.Backlogs.FirstOrDefault(backlog => backlog.Registration == trigger.Id) : null;

    private ITriggerRegistryGrain Registry() => grains.GetGrain<ITriggerRegistryGrain>(ITriggerRegistryGrain.Key);

    private async Task<TriggerEndpoint[]> EndpointsAsync()
    {
        var registered = await calls.QueryAsync<RegisteredTriggers>(async () => await Registry().ReadAsync());
        return [.. registered.OrThrow().Endpoints];
    }

    private async Task<TriggerEndpoint[]> RefreshAsync(string? endpoint, CancellationToken cancellation)
    {
        var refreshed = await calls.QueryAsync(() => Registry().RefreshAsync(endpoint, cancellation), ITriggerRegistryGrain.LongestRefresh);
        return [.. refreshed.OrThrow().Endpoints];
    }
}
