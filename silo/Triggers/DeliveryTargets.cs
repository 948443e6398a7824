using MoCluster.Grains.Deliveries;
using MoCluster.Silo.Triggers.Amqp;
using MoCluster.Silo.Triggers.Http;

namespace MoCluster.Silo.Triggers;

/// <summary>Finds where the stored calls of after triggers go: to the broker of AMQP, or to an endpoint.</summary>
/// <param name="amqp">Publishes the messages of the AMQP trigger.</param>
/// <param name="http">Finds endpoints.</param>
internal sealed class DeliveryTargets(TriggerMessageSender amqp, HttpDeliveryTargets http) : IDeliveryTargets
{
    /// <inheritdoc />
    public ValueTask<DeliveryTarget?> FindAsync(Guid registration, CancellationToken cancellation) => registration == AmqpTrigger.Registration
        ? new ValueTask<DeliveryTarget?>(amqp.Target)
        : http.FindAsync(registration, cancellation);
}
