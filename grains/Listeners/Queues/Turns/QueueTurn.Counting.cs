namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <content>What of it is counted, once it is committed.</content>
internal sealed partial class QueueTurn
{
    private void Count()
    {
        foreach (var handOut in _handOuts)
        {
            handOut.Listener.Tally.Delivered += handOut.Slots.Length;
            foreach (var delivery in handOut.Deliveries)
                handOut.Listener.Tally.Redelivered += delivery.Attempt > 1 ? 1 : 0;
        }

        foreach (var listener in _ledger.Acknowledged)
            listener.Tally.Acknowledged++;
        foreach (var (listener, _, slot) in _ledger.Ended)
        {
            if (listener.Table[slot].Side!.Lease!.Nacked is not { } back)
                continue;
            listener.Tally.Nacked++;
            listener.Tally.Parked += back.Parked ? 1 : 0;
        }

        foreach (var altered in _altered)
            altered.Listener.Tally.Parked += altered.Listener.Table[altered.Slot].IsParked && !altered.State.Parked ? 1 : 0;
    }
}
