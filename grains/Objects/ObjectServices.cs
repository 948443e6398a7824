using Microsoft.Extensions.DependencyInjection;
using MoCluster.Grains.Objects.Exports;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Grains.Objects.Pipeline;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Triggers;

namespace MoCluster.Grains.Objects;

/// <summary>Adds the services that <see cref="ObjectGrain"/> needs.</summary>
public static class ObjectServices
{
    /// <summary>
    /// Adds the services of objects. The host adds the store, the doorbell, the catalogue, the calendar, the clock, the source of identifiers,
    /// <see cref="ObjectOptions"/> and the registry of triggers.
    /// </summary>
    /// <param name="services">The services of the process.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddObjects(this IServiceCollection services) => services
        .AddSingleton<RememberedObjects>()
        .AddSingleton<ITriggerReads, TriggerReads>()
        .AddSingleton<MutationPlanner>()
        .AddSingleton<MutationTriggers>()
        .AddSingleton<MutationCommitter>()
        .AddSingleton<MutationPipeline>()
        .AddSingleton<ImportPlanner>()
        .AddSingleton<ImportTriggers>()
        .AddSingleton<ImportCommits>()
        .AddSingleton<ImportFactory>()
        .AddSingleton<DryImport>()
        .AddSingleton<ObjectImport>()
        .AddSingleton<ObjectExport>();
}
