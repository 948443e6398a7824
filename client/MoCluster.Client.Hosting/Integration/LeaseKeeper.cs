using MoCluster.Client.Hosting.Handling;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Keeps the leases of one listener's events while they are held. Leases that are due at the same time are extended in one request.</summary>
/// <param name="name">The namespace and the routing key.</param>
/// <param name="tokens">Extends leases.</param>
/// <param name="time">The clock of the leases.</param>
/// <param name="log">Is told what goes wrong.</param>
internal sealed class LeaseKeeper(string name, MoTokens tokens, TimeProvider time, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly HeldLeases<HeldEvent> _leases = new();
    private readonly long _start = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Holds an event that came.</summary>
    public void Hold(HeldEvent held)
    {
        lock (_lock)
            _leases.Hold(held, Now);
    }

    /// <summary>Holds an event no longer.</summary>
    public void Release(HeldEvent held)
    {
        lock (_lock)
            _leases.Release(held);
    }

    /// <summary>Says how long the server leases events. It is known before the first event comes.</summary>
    public void SetLease(TimeSpan lease)
    {
        lock (_lock)
            _leases.Lease = lease;
    }

    /// <summary>Extends leases until it is cancelled. The length of a lease must be known.</summary>
    /// <param name="lose">Is told of each event whose lease is lost.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task KeepAsync(Action<HeldEvent> lose, CancellationToken cancellation)
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
                lose(held);
            foreach (var some in due.Chunk(MoListenerOptionsRules.MaxWindow))
                _ = ExtendAsync(some, lose, cancellation);
        }
    }

    private async Task ExtendAsync(HeldEvent[] due, Action<HeldEvent> lose, CancellationToken cancellation)
    {
        var askedAt = Now;
        try
        {
            // An answer that takes longer is not waited for, so that another attempt is made while the leases stand.
            using var patience = new CancellationTokenSource(_leases.Lease / 3, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            var until = await tokens.TouchAsync([.. due.Select(held => held.Event.Token)], cancellationToken: either.Token).ConfigureAwait(false);
            foreach (var held in Note(due, until, askedAt))
                lose(held);
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            lock (_lock)
            {
                foreach (var held in due)
                    _leases.NotExtended(held);
            }

            if (!cancellation.IsCancellationRequested)
                HostingLog.NotExtended(log, due.Length, name, failure.Message);
        }
    }

    /// <summary>Notes which leases were extended.</summary>
    /// <returns>The events whose leases had ended, and which are still held.</returns>
    private List<HeldEvent> Note(HeldEvent[] asked, IReadOnlyList<DateTimeOffset?> until, TimeSpan askedAt)
    {
        var ended = new List<HeldEvent>();
        lock (_lock)
        {
            for (var i = 0; i < asked.Length; i++)
            {
                if (until[i] is not null)
                    _leases.Extended(asked[i], askedAt);
                else if (_leases.Release(asked[i]))
                    ended.Add(asked[i]);
            }
        }

        return ended;
    }
}
