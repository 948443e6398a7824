namespace MoCluster.Grains.Primitives;

/// <summary>
/// Wakes everybody who waits for it. Somebody who begins to wait after it was raised waits for the next time. Grains go on in turns of their own;
/// anybody else goes on within <see cref="Raise"/>.
/// </summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = new();

    /// <summary>Wakes everybody who waits.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new TaskCompletionSource()).SetResult();

    /// <summary>Waits until the signal is raised.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="time">Measures the wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether the signal was raised in time.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<bool> WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await Volatile.Read(ref _next).Task.WaitAsync(limit, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
