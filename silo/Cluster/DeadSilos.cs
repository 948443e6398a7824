using MoCluster.Grains.Storage;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Storage;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Ends the database sessions of a silo that was declared dead, which frees the locks of a silo that hangs. Every surviving silo does this,
/// which is harmless. A silo that stops in order ends its own sessions.
/// </summary>
/// <param name="membership">Reports the silos of the cluster and their states.</param>
/// <param name="store">The store that the silos share.</param>
/// <param name="log">The log.</param>
internal sealed class DeadSilos(IClusterMembershipService membership, IStore store, ILogger<DeadSilos> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new Dictionary<SiloAddress, SiloStatus>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var (address, silo) in snapshot.Members)
            {
                // Skip silos that were dead already, and those that announced their stop.
                if (silo.Status == SiloStatus.Dead && known.GetValueOrDefault(address) is SiloStatus.Joining or SiloStatus.Active)
                    await EndSessionsAsync(silo.Name, stoppingToken);
                known[address] = silo.Status;
            }
        }
    }

    private async Task EndSessionsAsync(string silo, CancellationToken cancellation)
    {
        try
        {
            if ((store as MeteredStore)?.Inner is PostgreSqlStore database)
                log.SiloDied(silo, await database.EndSessionsAsync(silo, cancellation));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.SessionsNotEnded(failure, silo);
        }
    }
}
