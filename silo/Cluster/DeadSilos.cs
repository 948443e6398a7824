using MoCluster.Grains.Storage;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Storage;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Ends the database sessions of a silo that was declared dead, so that what a hung one has locked is free at once. Every survivor does
/// it, which is harmless; a silo that leaves in order ends its own.
/// </summary>
/// <param name="membership">Which silos there are.</param>
/// <param name="store">The store that they share.</param>
/// <param name="log">Where it says so.</param>
internal sealed class DeadSilos(IClusterMembershipService membership, IStore store, ILogger<DeadSilos> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new Dictionary<SiloAddress, SiloStatus>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var (address, silo) in snapshot.Members)
            {
                // One that was dead before is not looked at, nor one that said that it was leaving.
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
