using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Triggers;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Makes stored calls of one after trigger. A call has the same <c>webhook-id</c> at each attempt.</summary>
/// <param name="trigger">The trigger.</param>
/// <param name="use">Counts the calls.</param>
/// <param name="client">Posts.</param>
/// <param name="store">Gives the incarnation: numbers may be given again after a restore.</param>
/// <param name="time">Measures calls.</param>
internal sealed class EndpointSender(EndpointTrigger trigger, TriggerUse use, EndpointClient client, IStoreInfo store, TimeProvider time) : IDeliverySender
{
    /// <inheritdoc />
    public async Task<DeliveryOutcome> SendAsync(DeliveryRow delivery, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var outcome = await TryAsync(delivery, cancellation);
        if (outcome is not DeliveryOutcome.OutOfReach)
        {
            var (failed, took) = (outcome is DeliveryOutcome.Failed, time.GetElapsedTime(started));
            use.Count(failed, took);
            GrainMetrics.TriggerRan(trigger.Name, trigger.Stage, failed, took);
        }

        return outcome;
    }

    private async Task<DeliveryOutcome> TryAsync(DeliveryRow delivery, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.PostAsync(trigger.Name, trigger.Timeout, $"{store.Incarnation:N}.{delivery.Number}", chain: null, delivery.Payload, cancellation);
            return answer.Refusal is { } refusal ? new DeliveryOutcome.Failed(refusal, answer.RetryAfter) : DeliveryOutcome.Done;
        }
        catch (EndpointSilentException silent) when (!silent.WasReached)
        {
            return new DeliveryOutcome.OutOfReach(silent.Message, silent.IsCalledAgainIn);
        }
        catch (EndpointSilentException silent)
        {
            return new DeliveryOutcome.Failed(silent.Message);
        }
    }
}
