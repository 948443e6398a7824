using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Triggers;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Finds the endpoints to which stored calls of after triggers go.</summary>
/// <param name="registry">The triggers of this silo.</param>
/// <param name="endpoints">Says whether HTTP triggers are configured.</param>
/// <param name="client">Posts.</param>
/// <param name="store">Gives the incarnation.</param>
/// <param name="time">Measures calls.</param>
/// <param name="options">How often calls are tried.</param>
internal sealed class HttpDeliveryTargets(
    TriggerRegistry registry, ITriggerEndpoints endpoints, EndpointClient client, IStoreInfo store, TimeProvider time, HttpTriggerOptions options)
    : IDeliveryTargets
{
    /// <summary>What a call may take beyond its own time limit: to be cancelled, and to be counted.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async ValueTask<DeliveryTarget?> FindAsync(Guid registration, CancellationToken cancellation)
    {
        // Somebody who turned HTTP triggers off may turn them on again. Nothing is deleted for it.
        if (endpoints.Addresses.IsEmpty)
            throw new InvalidOperationException("No endpoint of HTTP triggers is configured, so stored calls wait (HttpTriggers:Endpoints).");
        await registry.Copy.WaitAsync(cancellation);
        return registry.Find(registration) is { Endpoint: { } trigger, Delivery: not null } found
            ? new DeliveryTarget(new EndpointSender(trigger, found.Use, client, store, time), PolicyOf(trigger))
            : null;
    }

    private DeliveryPolicy PolicyOf(EndpointTrigger trigger) => new(
        options.Attempts, options.FirstBackOff, options.LongestBackOff, options.Concurrency, (trigger.Timeout ?? options.RunTimeout) + Grace);
}
