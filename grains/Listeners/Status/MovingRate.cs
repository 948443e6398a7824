namespace MoCluster.Grains.Listeners.Status;

/// <summary>
/// How often something happens a second, lately: what happened counts the less the longer ago it is, by e every <c>window</c>. A flow
/// that is steady for a few windows is told exactly.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="window">Over how long it looks back.</param>
internal sealed class MovingRate(TimeProvider time, TimeSpan window)
{
    private double _rate;
    private long _at = time.GetTimestamp();

    /// <summary>The rate now, a second.</summary>
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

    /// <summary>It happened, so many times.</summary>
    public void Add(long times) => _rate = PerSecond + (times / window.TotalSeconds);
}
