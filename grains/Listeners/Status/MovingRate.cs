namespace MoCluster.Grains.Listeners.Status;

/// <summary>
/// How often something happens a second, with exponential decay: what happened counts less by the factor e for every <c>window</c> since. A rate
/// that is steady for a few windows is exact.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="window">The time after which an occurrence counts for 1/e.</param>
internal sealed class MovingRate(TimeProvider time, TimeSpan window)
{
    private double _rate;
    private long _at = time.GetTimestamp();

    /// <summary>The current rate, a second.</summary>
    public double PerSecond
    {
        get
        {
            var now = time.GetTimestamp();
            _rate *= Math.Exp(-(time.GetElapsedTime(_at, now) / window));
            _at = now;
            return _rate;
        }
    }

    /// <summary>Counts some occurrences.</summary>
    public void Add(long times) => _rate = PerSecond + (times / window.TotalSeconds);
}
