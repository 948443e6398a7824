namespace MoCluster.Grains;

/// <summary>
/// A grain in which callers wait. The engine ends an activation only when no call is under way in it; until then it begins no other call, and
/// no tick of a timer that comes after such a call. So an activation with waiting callers could neither serve nor end. It is told by this that
/// its end has begun, and lets them go.
/// </summary>
public interface IEndsWaits
{
    /// <summary>Answers every caller who waits for something to happen, and lets nobody wait any more. A turn of the grain; returns at once.</summary>
    void EndWaits();
}
