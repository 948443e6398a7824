using MoCluster.Client.Hosting.Handling;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>An event that this program holds: it waits to be handled, or is being handled.</summary>
/// <param name="taken">The event.</param>
internal sealed class HeldEvent(MoEvent taken) : Turn(taken.Subject, taken.Key, taken.Number), IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _lost = new();
    private bool _isOver;

    public MoEvent Event => taken;

    /// <summary>Is cancelled when the lease is lost.</summary>
    public CancellationToken LeaseLost => _lost.Token;

    /// <summary>The lease is lost: another program may have the event. Does nothing if the event is not held any more.</summary>
    public void LoseLease()
    {
        lock (_lock)
        {
            if (!_isOver)
                _ = _lost.CancelAsync();
        }
    }

    /// <summary>It is held no longer.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _lost.Dispose();
        }
    }
}
