using MoCluster.Client.Hosting.Handling;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Holds the events of one listener from when they come until they are settled: it runs their handlers in order, and keeps their leases.</summary>
/// <param name="name">The namespace and the routing key.</param>
/// <param name="order">Decides what is handled next.</param>
/// <param name="runner">Runs handlers.</param>
/// <param name="settler">Settles events.</param>
/// <param name="time">The clock of the leases.</param>
/// <param name="log">Is told what goes wrong.</param>
/// <param name="cut">Cancels the handlers that still run; their events are given back.</param>
/// <param name="end">Ends all calls of the server. What is not settled comes again when its lease ends.</param>
internal sealed class EventDesk(
    string name,
    HandlingOrder order,
    HandlerRunner runner,
    EventSettler settler,
    TimeProvider time,
    ILogger log,
    CancellationToken cut,
    CancellationToken end)
{
    private readonly Lock _lock = new();
    private readonly HeldLeases<HeldEvent> _leases = new() { Lease = TimeSpan.FromMinutes(3) };
    private readonly long _start = time.GetTimestamp();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopping;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>How long the server leases events.</summary>
    public TimeSpan Lease
    {
        set
        {
            lock (_lock)
                _leases.Lease = value;
        }
    }

    /// <summary>Takes an event that came.</summary>
    public void Take(MoEvent taken)
    {
        var held = new HeldEvent(taken);
        lock (_lock)
        {
            order.Add(held);
            _leases.Hold(held, Now);
        }

        StartNext();
    }

    /// <summary>Extends leases until it is cancelled.</summary>
    public async Task KeepLeasesAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(_leases.Look, time, cancellation).ConfigureAwait(false);
            IReadOnlyList<HeldEvent> due, lost;
            lock (_lock)
            {
                lost = _leases.TakeLost(Now);
                due = _leases.TakeDue(Now);
            }

            foreach (var held in lost)
                Lose(held);
            foreach (var held in due)
                _ = ExtendAsync(held, cancellation);
        }
    }

    /// <summary>Starts no more handlers, gives back what waits, and waits until the handlers that run have ended and their events are settled.</summary>
    public async Task DrainAsync()
    {
        IReadOnlyList<Turn> waiting;
        lock (_lock)
        {
            _isStopping = true;
            waiting = order.TakeWaiting();
            if (order.Running == 0)
                _idle.TrySetResult();
        }

        await Task.WhenAll(waiting.Cast<HeldEvent>().Select(GiveBackAsync)).ConfigureAwait(false);
        try
        {
            await _idle.Task.WaitAsync(end).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            HostingLog.HandlersLeft(log, name, order.Running);
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
            : await runner.RunAsync(held, cut).ConfigureAwait(false);
        var isSettled = await settler.SettleAsync(held, settlement, end).ConfigureAwait(false);
        lock (_lock)
        {
            _leases.Release(held);
            order.Finish(held, isSettled && settlement.Verb == SettlementVerb.Acknowledge);
            if (_isStopping && order.Running == 0)
                _idle.TrySetResult();
        }

        held.Dispose();
        StartNext();
    }

    private async Task GiveBackAsync(HeldEvent held)
    {
        await settler.SettleAsync(held, Settlement.GivenBack, end).ConfigureAwait(false);
        lock (_lock)
            _leases.Release(held);
        held.Dispose();
    }

    private async Task ExtendAsync(HeldEvent held, CancellationToken cancellation)
    {
        var askedAt = Now;
        try
        {
            var isHeld = await held.Event.TouchAsync(cancellationToken: cancellation).ConfigureAwait(false) is not null;
            bool isLost;
            lock (_lock)
            {
                if (isHeld)
                    _leases.Extended(held, askedAt);
                isLost = !isHeld && _leases.Release(held);
            }

            if (isLost)
                Lose(held);
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            lock (_lock)
                _leases.NotExtended(held);
            HostingLog.NotExtended(log, name, held.Subject, failure.Message);
        }
    }

    private void Lose(HeldEvent held)
    {
        HostingLog.LeaseLost(log, name, held.Subject);
        lock (_lock)
            order.Forget(held);
        held.LoseLease();
    }
}
