using MoCluster.Grains;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Cluster;

/// <summary>Makes the process a silo: Orleans, the grains and the clocks beside them.</summary>
internal static class ClusterServices
{
    /// <summary>Adds it all.</summary>
    /// <param name="builder">The process's host.</param>
    /// <param name="settings">The settings.</param>
    public static void AddCluster(this IHostApplicationBuilder builder, Settings settings)
    {
        var instance = SiloInstance.New();
        builder.Services.AddSingleton(instance);
        builder.AddSilo(settings, instance);

        // Not a part of the silo itself, which can be set up without a store.
        builder.UseOrleans(silo => silo.AddStartupTask((services, cancellation) => NativeNamespace.EnsureAsync(
            services.GetRequiredService<IStore>(), services.GetRequiredService<IIdentifierSource>(), cancellation)));
        builder.Services.AddGrains().AddPeriodicWork();
    }
}
