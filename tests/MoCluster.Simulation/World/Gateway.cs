using Orleans;

namespace MoCluster.Simulation.World;

/// <summary>
/// The clients' access to grains: through any process, whose death breaks the connection, and with a timeout of the client's own.
/// </summary>
/// <param name="world">The world.</param>
internal sealed class Gateway(World world)
{
    /// <summary>Calls a grain.</summary>
    /// <param name="patience">How long the client waits for an answer.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ConnectionLostException">The process died, or none runs: the outcome is unknown.</exception>
    /// <exception cref="TimeoutException">No answer came in time: the outcome is unknown.</exception>
    public async Task<T> CallAsync<T>(TimeSpan patience, Func<IGrainFactory, Task<T>> call)
    {
        var silo = world.DrawSilo() ?? throw new ConnectionLostException("Nobody listens.");
        var answer = new TaskCompletionSource<T>();
        Action broken = () => answer.TrySetException(new ConnectionLostException($"{silo.Virtual} died."));
        silo.OnDeath(broken);
        using var timer = world.Run.Time.CreateTimer(
            _ => answer.TrySetException(new TimeoutException("No answer came.")), null, patience, Timeout.InfiniteTimeSpan);
        try
        {
            _ = ForwardAsync();
            return await answer.Task;
        }
        finally
        {
            silo.Forget(broken);
        }

        async Task ForwardAsync()
        {
            try
            {
                answer.TrySetResult(await call(silo.Grains));
            }
            catch (Exception exception)
            {
                answer.TrySetException(exception);
            }
        }
    }
}
