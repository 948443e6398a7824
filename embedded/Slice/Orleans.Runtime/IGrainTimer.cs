namespace Orleans.Runtime;

/// <summary>A timer of a grain; disposing it stops its ticks and cancels the token of one that runs.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the times anew; during a tick, from the tick's end.</summary>
    /// <param name="dueTime">The time until the next tick; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="period">The time from the end of a tick to the next one; infinite for one tick only.</param>
    void Change(TimeSpan dueTime, TimeSpan period);
}
