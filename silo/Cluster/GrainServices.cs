using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Triggers;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Modules;
using MoCluster.Modules.Samples;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Triggers.Http;

namespace MoCluster.Silo.Cluster;

/// <summary>Adds the services that grains, and the periodic work beside them, get in their constructors.</summary>
internal static class GrainServices
{
    /// <summary>Adds them. The store, Orleans and the options are added elsewhere.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddGrains(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(ObjectCatalogue.BuiltIn)
        .AddSingleton(ValidityCalendar.Copenhagen)
        .AddSingleton<IIdentifierSource, Identifiers>()
        .AddHttpTriggers()
        .AddSingleton(provider => provider.GetRequiredService<ITriggerEndpoints>().Addresses.IsEmpty
            ? new RegistryCopy(null)
            : new RegistryCopy(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new TriggerRegistry(
            Modules(provider.GetRequiredService<TriggersOptions>()),
            ObjectCatalogue.BuiltIn,
            provider.GetRequiredService<ITriggerEndpoints>(),
            provider.GetRequiredService<RegistryCopy>()))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<RegistryFollower>(provider, provider.GetRequiredService<SiloInstance>().Name))
        .AddObjects()
        .AddSingleton<IActivationWorkingSetObserver, EndingActivations>()
        .AddSingleton<AwakeListeners>()
        .AddSingleton<LagReader>()
        .AddSingleton<PinnedListeners>()
        .AddSingleton<ListenerBacklogs>()
        .AddSingleton(new RouterOptions())
        .AddSingleton(new PublicationOptions())
        .AddSingleton<Doorbell>()
        .AddSingleton<EventStreamSweep>()
        .AddSingleton<EffectClock>();

    private static IEnumerable<ITriggerModule> Modules(TriggersOptions triggers)
    {
        if (triggers.Sample)
            yield return new ForbiddenNames("forbidden");
    }
}
