using MoCluster.GrainInterfaces.Listeners;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace MoCluster.Client;

/// <summary>Sets a client of Orleans up for a cluster of MoCluster.</summary>
public static class MoClusterClientBuilder
{
    /// <summary>
    /// Names the cluster, and lets the client know the grains. How it finds the silos is said as for every client of Orleans: <c>UseStaticClustering</c> with the
    /// gateways' addresses, or <c>UseAdoNetClustering</c> with the database of the silos; and <c>UseTls</c> where the silos do (docs/orleans-client.md).
    /// </summary>
    /// <param name="client">The builder.</param>
    /// <param name="cluster">The name of the cluster, the silos' <c>Cluster:Name</c>.</param>
    public static IClientBuilder UseMoCluster(this IClientBuilder client, string cluster = "mocluster")
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, "mocluster"));

        client.Configure<ClientMessagingOptions>(options =>
        {
            // A fetch that is cancelled still answers with the events that it had leased, so that they are given back.
            options.WaitForCancellationAcknowledgement = true;

            // A call at a silo that died is soon made again. The silos' own default is the same (Cluster:ResponseTimeout).
            options.ResponseTimeout = TimeSpan.FromSeconds(4);
        });
        client.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(IListenerGroupGrain).Assembly));
        return client.AddActivityPropagation();
    }
}
