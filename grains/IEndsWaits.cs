namespace MoCluster.Grains;

/// <summary>
/// A grain in which callers wait. The engine ends an activation only when no call is under way in it. Meanwhile new calls queue up, and a
/// timer's tick behind a queued call does not run either. So an activation with waiting callers could neither serve nor end. This tells it that
/// its end has begun, so that it lets them go.
/// </summary>
public interface IEndsWaits
{
    /// <summary>Answers every caller who waits for something to happen, and lets nobody wait any more. A turn of the grain; returns at once.</summary>
    void EndWaits();
}
