using System.Net;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Objects;
using MoCluster.Silo.Cluster.Doorbells;
using MoCluster.Silo.Cluster.GrainStates;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Storage;
using MoCluster.Silo.Telemetry;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.Sqlite;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster;

/// <summary>Sets Orleans up, as a cluster of one silo or of many (docs/architecture.md §3).</summary>
internal static class OrleansServices
{
    /// <summary>The service id under which grain states are stored. All clusters of a schema share it.</summary>
    private const string Service = "mocluster";

    /// <summary>
    /// The pause before a doorbell queue is read again after a read without a doorbell, or while Orleans was locating the router. It can delay
    /// the first event after an idle time.
    /// </summary>
    private static readonly TimeSpan DoorbellPause = TimeSpan.FromMilliseconds(5);

    /// <summary>How long an object grain stays active without a change.</summary>
    private static readonly TimeSpan ObjectAge = TimeSpan.FromMinutes(2);

    /// <summary>Adds a silo to the host.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="instance">The name of this process among the silos.</param>
    public static void AddSilo(this IHostApplicationBuilder builder, Settings settings, SiloInstance instance) => builder.UseOrleans(silo =>
    {
        var (cluster, tables) = (settings.Get<ClusterSettings>(), settings.Get<PostgreSqlOptions>());
        var kind = settings.Get<StoreOptions>().Kind;
        var database = kind == StoreKind.PostgreSql
            ? EngineDatabase.ConnectionString(tables.ConnectionString, tables.Schema, instance.Name)
            : null;
        if (cluster.Mode == ClusterMode.AdoNet)
            AddMembership(silo, cluster, database!);
        else
            silo.UseLocalhostClustering(Port(cluster, IPAddress.Loopback), cluster.GatewayPort);

        // The API runs in this process, so that the gateway stays closed unless clients of Orleans are wanted.
        silo.Configure<EndpointOptions>(options => options.GatewayPort = cluster.GatewayPort);
        silo.AddTls(cluster);
        silo.Configure<SiloOptions>(options => options.SiloName = instance.Name);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Name, Service));
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.DeactivationTimeout = StopTimes.Engine;

            // An import changes each object once. An idle object grain holds some kilobytes, so it is deactivated soon.
            options.ClassSpecificCollectionAge[typeof(ObjectGrain).FullName!] = ObjectAge;
        });
        AddLimits(silo, cluster);
        silo.AddTracePropagation();
        AddDoorbells(silo);
        AddGrainStates(silo, kind, database);
        RememberedInterfaceTypes.AddTo(silo.Services);
        silo.Services.AddSingleton<IFatalErrorHandler, FatalErrors>();
    });

    /// <summary>Adds the storage of the small grain states that Orleans persists. They are where everything else is.</summary>
    /// <param name="silo">The builder of the silo.</param>
    /// <param name="kind">The kind of store.</param>
    /// <param name="database">The connection string of PostgreSQL; null for other stores.</param>
    internal static void AddGrainStates(ISiloBuilder silo, StoreKind kind, string? database)
    {
        switch (kind)
        {
            case StoreKind.PostgreSql:
                silo.AddAdoNetGrainStorageAsDefault(
                    options => (options.Invariant, options.ConnectionString) = (EngineDatabase.Invariant, database!));
                break;
            case StoreKind.Sqlite:
                silo.Services.AddGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, name) => new EmbeddedGrainStorage(
                    name,
                    () => ((SqliteStore)services.GetRequiredService<MeteredStore>().Inner).GrainStates,
                    services.GetRequiredService<IGrainStorageSerializer>(),
                    services.GetRequiredService<IActivatorProvider>()));
                break;
            default:
                silo.AddMemoryGrainStorageAsDefault();
                break;
        }
    }

    private static void AddMembership(ISiloBuilder silo, ClusterSettings cluster, string database)
    {
        var address = IPAddress.Parse(cluster.Address);
        silo.ConfigureEndpoints(address, Port(cluster, address), cluster.GatewayPort);
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

    /// <summary>The port of the silo. Orleans does not accept port 0, so a free port is found for it.</summary>
    private static int Port(ClusterSettings cluster, IPAddress address) => cluster.Port == 0 ? FreePort.Find(address) : cluster.Port;

    private static void AddLimits(ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = cluster.ResponseTimeout;

            // Orleans abandons an activation that takes longer to deactivate, and activates its grain anew. No call of MoCluster runs that long.
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
