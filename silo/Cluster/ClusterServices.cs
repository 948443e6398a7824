using MoCluster.Grains;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Cluster;

/// <summary>Makes the process a silo: adds Orleans, the grains and the periodic work beside them.</summary>
internal static class ClusterServices
{
    /// <summary>Adds them all to the host.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="settings">The settings.</param>
    public static void AddCluster(this IHostApplicationBuilder builder, Settings settings)
    {
        var instance = SiloInstance.New();
        builder.Services.AddSingleton(instance);
        builder.AddSilo(settings, instance);

        // DeadSilos needs a store, and the engine tests set up a silo without one; so it is added here.
        builder.UseOrleans(silo => silo.AddStartupTask((services, cancellation) => NativeNamespace.EnsureAsync(
            services.GetRequiredService<IStore>(), services.GetRequiredService<IIdentifierSource>(), cancellation)));
        builder.Services.AddGrains().AddPeriodicWork();
    }
}
