using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Hooks;
using MoCluster.Grains.Hooks.Registry;
using MoCluster.Grains.Registries;
using MoCluster.Grains.Triggers;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Triggers.Amqp;
using MoCluster.Silo.Triggers.Http;
using MoCluster.Silo.Triggers.Modules;

namespace MoCluster.Silo.Triggers;

/// <summary>Adds the triggers of all kinds, and the registry in which mutations find them.</summary>
internal static class TriggerServices
{
    /// <summary>Adds them. Settings, log, clock and grains are added elsewhere.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddTriggers(this IServiceCollection services) => services
        .AddHttpTriggers()
        .AddAmqp()
        .AddTriggerModules()
        .AddSingleton(provider => provider.GetRequiredService<ITriggerEndpoints>().Addresses.IsEmpty
            ? new RegistryCopy(null)
            : new RegistryCopy(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new HookBoard(new RegistryCopy(provider.GetRequiredService<TimeProvider>())))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<HookFollower>(provider, provider.GetRequiredService<SiloInstance>().Name))
        .AddSingleton<HookRaises>()
        .AddSingleton<IDeliveryTargets, DeliveryTargets>()
        .AddSingleton(provider => new TriggerRegistry(
            WithAmqp(provider.GetRequiredService<CustomerModules>().Registrar, provider),
            provider.GetRequiredService<ITriggerEndpoints>(),
            provider.GetRequiredService<RegistryCopy>()))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<RegistryFollower>(provider, provider.GetRequiredService<SiloInstance>().Name));

    private static TriggerRegistrar WithAmqp(TriggerRegistrar registrar, IServiceProvider provider)
    {
        if (provider.GetRequiredService<AmqpOptions>() is { Enabled: true, TriggerMessages: true } options)
            registrar.Take(AmqpTrigger.Stages, AmqpTrigger.Make(options.Exchange, provider.GetRequiredService<TriggerMessages>()));
        return registrar;
    }
}
