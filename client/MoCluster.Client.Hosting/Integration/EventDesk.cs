using MoCluster.Client.Hosting.Handling;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Holds the events of one listener from when they come until they are settled, and runs their handlers in order.</summary>
/// <param name="name">The namespace and the routing key.</param>
/// <param name="order">Decides what is handled next.</param>
/// <param name="runner">Runs handlers.</param>
/// <param name="settler">Settles events.</param>
/// <param name="leases">Keeps the leases of what is held.</param>
/// <param name="log">Is told what goes wrong.</param>
/// <param name="stop">How a stop goes on.</param>
internal sealed class EventDesk(
    string name, HandlingOrder order, HandlerRunner runner, EventSettler settler, LeaseKeeper leases, ILogger log, StopSignals stop)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopping;

    /// <summary>Takes an event that came.</summary>
    public void Take(MoEvent taken)
    {
        var held = new HeldEvent(taken);
        leases.Hold(held);
        lock (_lock)
            order.Add(held);
        StartNext();
    }

    /// <summary>Keeps the leases of all events that are held, until it is cancelled.</summary>
    /// <param name="lease">How long the server leases events.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Task KeepLeasesAsync(TimeSpan lease, CancellationToken cancellation)
    {
        leases.SetLease(lease);
        return leases.KeepAsync(Lose, cancellation);
    }

    /// <summary>Starts no more handlers, gives back what waits, and waits until the handlers that run have ended and their events are settled.</summary>
    public async Task DrainAsync()
    {
        HeldEvent[] waiting;
        lock (_lock)
        {
            _isStopping = true;
            waiting = [.. order.TakeWaiting().Cast<HeldEvent>()];
            if (order.Open == 0)
                _idle.TrySetResult();
        }

        await settler.GiveBackAsync(waiting, stop.End).ConfigureAwait(false);
        foreach (var held in waiting)
            leases.Release(held);
        try
        {
            await _idle.Task.WaitAsync(stop.End).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            HostingLog.HandlersLeft(log, name, order.Open);
        }
    }

    private void StartNext()
    {
        while (true)
        {
            HeldEvent? next;
            lock (_lock)
                next = _isStopping ? null : order.StartNext() as HeldEvent;
            if (next is null)
                return;
            _ = Task.Run(() => HandleAsync(next));
        }
    }

    private async Task HandleAsync(HeldEvent held)
    {
        var settlement = held.IsDoneAlready
            ? new Settlement(SettlementVerb.Acknowledge)
            : await runner.RunAsync(held, stop.Cut).ConfigureAwait(false);
        lock (_lock)
            order.BeginSettling(held);
        StartNext();
        var isSettled = await settler.SettleAsync(held, settlement, stop.End).ConfigureAwait(false);
        leases.Release(held);
        held.Dispose();
        lock (_lock)
        {
            order.Finish(held, isSettled && settlement.Verb == SettlementVerb.Acknowledge);
            if (_isStopping && order.Open == 0)
                _idle.TrySetResult();
        }

        StartNext();
    }

    private void Lose(HeldEvent held)
    {
        HostingLog.LeaseLost(log, name, held.Subject);
        lock (_lock)
            order.Forget(held);
        held.LoseLease();
    }
}
