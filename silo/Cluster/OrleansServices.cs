using System.Net;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Objects;
using MoCluster.Silo.Cluster.Doorbells;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Telemetry;
using MoCluster.Stores.PostgreSql;
using Orleans.Configuration;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster;

/// <summary>Sets Orleans up, as a cluster of one silo or of many (DESIGN.md §3).</summary>
internal static class OrleansServices
{
    /// <summary>What grain states are kept under, whichever cluster of a schema wrote them.</summary>
    private const string Service = "mocluster";

    /// <summary>
    /// After which pause a queue of doorbells is read again that gave none for as long as its reader waits at it, or whose router was
    /// being found: what a first event may wait longer.
    /// </summary>
    private static readonly TimeSpan DoorbellPause = TimeSpan.FromMilliseconds(5);

    /// <summary>How long an object that nobody changes stays awake.</summary>
    private static readonly TimeSpan ObjectAge = TimeSpan.FromMinutes(2);

    /// <summary>Adds a silo to the process's host.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="instance">The process's name among the silos.</param>
    public static void AddSilo(this IHostApplicationBuilder builder, Settings settings, SiloInstance instance) => builder.UseOrleans(silo =>
    {
        var (cluster, tables) = (settings.Get<ClusterSettings>(), settings.Get<PostgreSqlOptions>());
        var database = settings.Get<StoreOptions>().Kind == StoreKind.PostgreSql
            ? EngineDatabase.ConnectionString(tables.ConnectionString, tables.Schema, instance.Name)
            : null;
        if (cluster.Mode == ClusterMode.AdoNet)
            AddMembership(silo, cluster, database!);
        else
            silo.UseLocalhostClustering(Port(cluster, IPAddress.Loopback), gatewayPort: 0);

        // Nobody connects from outside: the API runs in this process, so that the gateway stays closed.
        silo.Configure<EndpointOptions>(options => options.GatewayPort = 0);
        silo.Configure<SiloOptions>(options => options.SiloName = instance.Name);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Name, Service));
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.DeactivationTimeout = StopTimes.Engine;

            // An import touches each object once: what it leaves behind, some kilobytes each, goes soon.
            options.ClassSpecificCollectionAge[typeof(ObjectGrain).FullName!] = ObjectAge;
        });
        AddLimits(silo, cluster);
        silo.AddTracePropagation();
        AddDoorbells(silo);
        AddGrainStates(silo, database);
        RememberedInterfaceTypes.AddTo(silo.Services);
        silo.Services.AddSingleton<IFatalErrorHandler, FatalErrors>();
    });

    /// <summary>Where grains keep the small state that Orleans holds for them.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="database">How PostgreSQL is reached; null keeps it in memory.</param>
    internal static void AddGrainStates(ISiloBuilder silo, string? database)
    {
        if (database is null)
        {
            silo.AddMemoryGrainStorageAsDefault();
            return;
        }

        silo.AddAdoNetGrainStorageAsDefault(
            options => (options.Invariant, options.ConnectionString) = (EngineDatabase.Invariant, database));
    }

    private static void AddMembership(ISiloBuilder silo, ClusterSettings cluster, string database)
    {
        var address = IPAddress.Parse(cluster.Address);
        silo.ConfigureEndpoints(address, Port(cluster, address), gatewayPort: 0);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (EngineDatabase.Invariant, database));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = cluster.ProbeTimeout;
            options.MaxProbeTimeout = cluster.MaxProbeTimeout;
            options.NumMissedProbesLimit = cluster.MissedProbes;
            options.NumVotesForDeathDeclaration = cluster.Votes;
            options.IAmAliveTablePublishTimeout = cluster.AliveInterval;
            options.TableRefreshTimeout = 2 * cluster.AliveInterval;
        });
        silo.Services.AddHostedService<DeadSilos>();
    }

    /// <summary>Orleans takes no port 0.</summary>
    private static int Port(ClusterSettings cluster, IPAddress address) => cluster.Port == 0 ? FreePort.Find(address) : cluster.Port;

    private static void AddLimits(ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = cluster.ResponseTimeout;

            // An activation whose end takes longer is given up, and its grain served by another. No call of ours is under way that long.
            options.MaxRequestProcessingTime = TimeSpan.FromMinutes(3);
            options.MaxEnqueuedRequestsHardLimit = cluster.MaxQueuedCalls;
            options.MaxEnqueuedRequestsHardLimit_StatelessWorker = cluster.MaxQueuedCalls;
        });
        silo.Configure<LoadSheddingOptions>(options =>
        {
            options.LoadSheddingEnabled = cluster.ShedAbove > 0;
            options.CpuThreshold = cluster.ShedAbove > 0 ? cluster.ShedAbove : options.CpuThreshold;
        });
    }

    private static void AddDoorbells(ISiloBuilder silo) => silo.AddPersistentStreams(
        EventBatch.Provider,
        (services, name) => ActivatorUtilities.CreateInstance<DoorbellQueues>(services, name),
        streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(options => options.Configure(agent => agent.GetQueueMsgsTimerPeriod = DoorbellPause));
        });
}
