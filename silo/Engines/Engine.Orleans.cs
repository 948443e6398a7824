using System.Net;
using System.Net.Sockets;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Silo.Process;
using Orleans.Configuration;
using Orleans.Streams;

namespace MoCluster.Silo.Engines;

/// <summary>The engine that this build runs on: Orleans, as a cluster of this one silo (DESIGN.md §3).</summary>
internal static class Engine
{
    /// <summary>How the process names it.</summary>
    public const string Name = "orleans";

    /// <summary>Adds the engine to the node's host.</summary>
    /// <param name="builder">The host.</param>
    public static void AddEngine(IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        // Nobody connects from outside: the API runs in this process, so that the gateway stays closed and the silo's port is any.
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0);
        silo.Configure<EndpointOptions>(options => options.GatewayPort = 0);
        silo.Configure<GrainCollectionOptions>(options => options.DeactivationTimeout = StopTimes.Engine);
        silo.AddMemoryStreams(EventBatch.Provider, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(
                options => options.Configure(agent => agent.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
        });
        silo.AddMemoryGrainStorageAsDefault();
    });

    /// <summary>
    /// Orleans takes no port 0, so that a free one is found here; that another process takes it meanwhile is told by the start.
    /// </summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
