using MoCluster.Embedded;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Process;

namespace MoCluster.Silo.Engines;

/// <summary>The engine that this build runs on: the embedded slice, one process (DESIGN.md §3).</summary>
internal static class Engine
{
    /// <summary>How the process names it.</summary>
    public const string Name = "embedded";

    /// <summary>Adds the engine to the node's host.</summary>
    /// <param name="builder">The host.</param>
    public static void AddEngine(IHostApplicationBuilder builder) => builder.Services.AddEmbeddedEngine(options =>
    {
        options.GrainAssemblies.Add(typeof(IStore).Assembly);
        options.StreamProviders.Add(EventBatch.Provider);
        options.StopTimeout = StopTimes.Engine;
    });
}
