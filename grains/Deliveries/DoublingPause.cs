namespace MoCluster.Grains.Deliveries;

/// <summary>A pause after something failed. Each is twice as long as the one before, up to a limit, until something succeeds.</summary>
/// <param name="time">Measures it.</param>
/// <param name="first">The first pause.</param>
/// <param name="longest">The longest pause.</param>
internal sealed class DoublingPause(TimeProvider time, TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;
    private TimeSpan _next = first;
    private long? _until;

    /// <summary>Whether the last try failed, be the pause over or not.</summary>
    public bool HasFailed => _until is not null;

    /// <summary>How long it still lasts; zero if there is none.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = _until is { } until ? time.GetElapsedTime(time.GetTimestamp(), until) : TimeSpan.Zero;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Begins a pause.</summary>
    /// <param name="wanted">How long; null for twice as long as the last one.</param>
    /// <returns>How long it lasts.</returns>
    public TimeSpan Begin(TimeSpan? wanted = null)
    {
        var pause = wanted > TimeSpan.Zero ? wanted.Value : _next;
        _next = _next * 2 < longest ? _next * 2 : longest;
        _until = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        return pause;
    }

    /// <summary>Ends the pause: something succeeded.</summary>
    public void End() => (_next, _until) = (_first, null);
}
