using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces.Triggers.Registry;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>Lets this silo follow the registry of HTTP triggers. The process calls it again and again.</summary>
/// <param name="grains">Reaches the registry.</param>
/// <param name="registry">The triggers of this silo.</param>
/// <param name="silo">The name of this silo, which no other silo of the cluster has.</param>
/// <param name="options">The lease.</param>
/// <param name="time">Measures the lease.</param>
/// <param name="log">Logs when the registry cannot be reached.</param>
public sealed class RegistryFollower(
    IGrainFactory grains, TriggerRegistry registry, string silo, TriggerRegistryOptions options, TimeProvider time, ILogger<RegistryFollower> log)
{
    /// <summary>The pause after the registry could not be reached.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long _known;

    /// <summary>Asks the registry once, which answers when something changes or after a second.</summary>
    /// <param name="cancellation">Ends the question.</param>
    /// <returns>The pause before the next question.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        try
        {
            var grain = grains.GetGrain<ITriggerRegistryGrain>(ITriggerRegistryGrain.Key);
            if (await grain.FollowAsync(silo, _known, cancellation) is { } registered)
            {
                registry.Follow(registered);
                _known = registered.Version;
            }

            registry.Copy.Renew(asked, options.FollowerLease);
            return TimeSpan.Zero;
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            log.RegistryNotReached(failure);
            return Pause;
        }
    }
}
