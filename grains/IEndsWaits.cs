namespace MoCluster.Grains;

/// <summary>
/// A grain in which callers wait. The engine ends an activation only when no call is running in it. Meanwhile new calls queue up, and so do
/// timer ticks behind them. So an activation with waiting callers could neither serve nor end. This interface tells it that its end has begun,
/// so that it can answer them.
/// </summary>
public interface IEndsWaits
{
    /// <summary>Answers all waiting callers, and lets no further one wait. Called in a turn of the grain; returns at once.</summary>
    void EndWaits();
}
