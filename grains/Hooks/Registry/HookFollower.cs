using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Registry;

/// <summary>Lets this silo follow the registry of hooks. The process calls it again and again.</summary>
/// <param name="grains">Reaches the registry.</param>
/// <param name="board">What this silo knows.</param>
/// <param name="silo">The name of this silo, which no other silo of the cluster has.</param>
/// <param name="options">The lease.</param>
/// <param name="time">Measures the lease.</param>
/// <param name="log">Logs when the registry cannot be reached.</param>
public sealed class HookFollower(IGrainFactory grains, HookBoard board, string silo, HookOptions options, TimeProvider time, ILogger<HookFollower> log)
{
    /// <summary>The pause after the registry could not be reached.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long _known = -1;

    /// <summary>Asks the registry once, which answers when something changes or after a second.</summary>
    /// <param name="cancellation">Ends the question.</param>
    /// <returns>The pause before the next question.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        try
        {
            var grain = grains.GetGrain<IHookRegistryGrain>(IHookRegistryGrain.Key);
            if (await grain.FollowAsync(silo, _known, cancellation) is { } registered)
            {
                board.Follow(registered);
                _known = registered.Version;
            }

            board.Copy.Renew(asked, options.FollowerLease);
            return TimeSpan.Zero;
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            log.HookRegistryNotReached(failure);
            return Pause;
        }
    }
}
