using Microsoft.Extensions.DependencyInjection;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Storage;

/// <summary>Lets consumers ask for the part of the store that they use.</summary>
public static class StorePorts
{
    /// <summary>Registers every part of the <see cref="IStore"/> that the services hold.</summary>
    /// <param name="services">The services, to which an <see cref="IStore"/> was or will be added.</param>
    public static IServiceCollection AddStorePorts(this IServiceCollection services) => services
        .AddSingleton<IStoreInfo>(Store)
        .AddSingleton<ICommitStore>(Store)
        .AddSingleton<IObjectStore>(Store)
        .AddSingleton<IResultStore>(Store)
        .AddSingleton<IEventLog>(Store)
        .AddSingleton<IListenerStore>(Store)
        .AddSingleton<IDefinitionStore>(Store)
        .AddSingleton<IDeliveryStore>(Store)
        .AddSingleton<IRetention>(Store);

    private static IStore Store(IServiceProvider provider) => provider.GetRequiredService<IStore>();
}
