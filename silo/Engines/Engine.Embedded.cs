using MoCluster.Embedded;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Process;

namespace MoCluster.Silo.Engines;

/// <summary>The engine that this build runs on: the embedded slice, one process (DESIGN.md §3).</summary>
internal static class Engine
{
    /// <summary>How the process names it.</summary>
    public const string Name = "embedded";

    /// <summary>What the settings ask of the engine that it cannot do, each with the key at fault.</summary>
    /// <param name="cluster">The settings.</param>
    public static IEnumerable<string> Validate(ClusterSettings cluster)
    {
        if (cluster.Mode != ClusterMode.Single)
        {
            yield return $"Cluster:Mode is {cluster.Mode}, and this build runs on the embedded engine, which is one process. Build it on "
                + "Orleans (./mo up --engine orleans), or set Cluster:Mode=Single.";
        }
    }

    /// <summary>Adds the engine to the node's host.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="instance">The process's name among the silos, which is of no use to one alone.</param>
    public static void AddEngine(IHostApplicationBuilder builder, Settings settings, string instance) =>
        builder.Services.AddEmbeddedEngine(options =>
        {
            options.GrainAssemblies.Add(typeof(IStore).Assembly);
            options.StreamProviders.Add(EventBatch.Provider);
            options.StopTimeout = StopTimes.Engine;
            options.ResponseTimeout = settings.Cluster.ResponseTimeout;
            options.MaxEnqueuedRequests = settings.Cluster.MaxQueuedCalls;
        });
}
