using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Simulation.Plans;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulation.World;

/// <summary>
/// The registry of triggers as one silo sees it, and the endpoints outside. Calls take a while; until the faults end they fail before and after the endpoint
/// accepted them, name a time to come again, hang, or reach nobody.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="silo">The silo.</param>
internal sealed class SimulatedTargets(World world, VirtualSilo silo) : IDeliveryTargets
{
    /// <inheritdoc/>
    public async ValueTask<DeliveryTarget?> FindAsync(Guid registration, CancellationToken cancellation)
    {
        if (world.Run.Draw(3) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(world.Run.Draw(200)), silo.Time, cancellation);
        if (world.AreTargetsInTrouble && world.Run.Draw(20) == 0)
            throw new TimeoutException("The registry did not answer.");
        if (world.Removed.ContainsKey(registration))
            return null;
        var plan = world.Targets.First(target => target.Registration == registration);
        return new DeliveryTarget(new Sender(world, silo, plan), PolicyOf(plan));
    }

    /// <summary>The policy of a target.</summary>
    public static DeliveryPolicy PolicyOf(TargetPlan plan) =>
        new(plan.Attempts, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), plan.Concurrency, TimeSpan.FromSeconds(2));

    private sealed class Sender(World world, VirtualSilo silo, TargetPlan plan) : IDeliverySender
    {
        public async Task<DeliveryOutcome> SendAsync(DeliveryRow delivery, CancellationToken cancellation)
        {
            var sent = new SentDelivery(silo.Name, delivery.Key, world.Record.History.Moment(), world.Store.Durable.Now);
            world.Record.Sent.Add(sent);
            Tell("calls the target", delivery);
            if (world.Run.Draw(3) == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(world.Run.Draw(800)), silo.Time, cancellation);
            if (!world.AreTargetsInTrouble || world.Run.Draw(100) >= plan.Trouble)
                return Accept(sent, delivery);
            switch (world.Run.Draw(7))
            {
                case 0:
                    return sent.Outcome = new DeliveryOutcome.Failed("It answered 500.");
                case 1:
                    return sent.Outcome = new DeliveryOutcome.Failed("It answered 503.", TimeSpan.FromMilliseconds(world.Run.Draw(5_000)));
                case 2:
                    return sent.Outcome = new DeliveryOutcome.OutOfReach("The circuit is open.", world.Run.Draw(2) == 0 ? TimeSpan.FromSeconds(1) : null);
                case 3:
                    Accept(sent, delivery);
                    sent.Outcome = null;
                    throw new InvalidOperationException("The connection broke.");
                case 4:
                    return sent.Outcome = new DeliveryOutcome.Failed("It answered 410.", IsFinal: true);
                case 5:
                    Accept(sent, delivery);
                    sent.Outcome = null;
                    break;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, silo.Time, cancellation);
            throw new InvalidOperationException("A wait without an end has ended.");
        }

        private DeliveryOutcome Accept(SentDelivery sent, DeliveryRow delivery)
        {
            sent.Accepted = world.Record.History.Moment();
            Tell("is accepted by the target", delivery);
            return sent.Outcome = DeliveryOutcome.Done;
        }

        private void Tell(string what, DeliveryRow delivery) =>
            world.Record.Transcript?.Tell($"   {silo.Name}: delivery #{delivery.Number} of {TranscriptText.Of(delivery.Object.Uuid)} {what} t{plan.Index}");
    }
}
