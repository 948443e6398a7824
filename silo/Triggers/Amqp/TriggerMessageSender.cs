using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>Publishes the stored messages of <see cref="AmqpTrigger"/>.</summary>
/// <param name="broker">The broker.</param>
/// <param name="options">The exchange and the limits.</param>
internal sealed class TriggerMessageSender(AmqpBroker broker, AmqpOptions options) : IDeliverySender
{
    /// <summary>What a message may take beyond its confirmation.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How often a message is tried that the broker refuses, before it is parked: for about an hour. An outage costs no attempt.</summary>
    private const int Attempts = 60;

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    /// <summary>Where the messages go.</summary>
    /// <exception cref="InvalidOperationException">AMQP is not enabled. The messages stay: somebody who turned it off may turn it on again.</exception>
    public DeliveryTarget Target => options.Enabled
        ? new DeliveryTarget(this, new DeliveryPolicy(Attempts, FirstBackOff, LongestBackOff, options.BatchSize, options.ConfirmTimeout + Grace))
        : throw new InvalidOperationException("AMQP is not enabled, so stored messages wait (Amqp:Enabled).");

    /// <inheritdoc />
    public async Task<DeliveryOutcome> SendAsync(DeliveryRow delivery, CancellationToken cancellation)
    {
        try
        {
            await broker.PublishAsync(new BrokerMessage(options.Exchange, delivery.Route!, delivery.Payload.AsMemory(), "application/json"), cancellation);
            return DeliveryOutcome.Done;
        }
        catch (BrokerUnreachableException outage)
        {
            return new DeliveryOutcome.OutOfReach(outage.Message, outage.RetryAfter > TimeSpan.Zero ? outage.RetryAfter : null);
        }
        catch (BrokerRefusedException refused)
        {
            return new DeliveryOutcome.Failed(refused.Message);
        }
    }
}
