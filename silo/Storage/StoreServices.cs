using Microsoft.Extensions.DependencyInjection.Extensions;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Storage;

/// <summary>Adds the store of the process.</summary>
internal static class StoreServices
{
    /// <summary>Adds the store, and opens it with the silo. Its options, the clock and the meter are added elsewhere.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IStoreOpening, StoreOpening>();
        return services
            .AddSingleton<ProcessEnd>()
            .AddSingleton<MeteredStore>()
            .AddSingleton<IStore>(provider => provider.GetRequiredService<MeteredStore>())
            .AddStorePorts()
            .AddSingleton<StoreLifetime>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<StoreLifetime>());
    }
}
