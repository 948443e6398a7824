using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;
using MoCluster.Modules.Samples;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Metrics;

namespace MoCluster.Silo.Process;

/// <summary>What grains get in their constructors.</summary>
internal static class Composition
{
    /// <summary>Adds it all.</summary>
    /// <param name="services">The services of the engine's host.</param>
    /// <param name="settings">The settings.</param>
    public static void AddTo(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(ObjectCatalogue.BuiltIn);
        services.AddSingleton(ValidityCalendar.Copenhagen);
        services.AddSingleton<IIdentifierSource, Identifiers>();
        services.AddSingleton(new TriggerRegistry(Modules(settings.Triggers), ObjectCatalogue.BuiltIn));
        services.AddObjects(settings.Objects.ToOptions());
        services.AddSingleton(new ListenerOptions { LaneEntries = settings.Events.LaneEntries });
        services.AddSingleton<IActivationWorkingSetObserver, EndingActivations>();
        services.AddSingleton<AwakeListeners>();
        services.AddSingleton(settings.Events.ToPinOptions());
        services.AddSingleton<LagReader>();
        services.AddSingleton<PinnedListeners>();
        services.AddSingleton(provider => new ListenerBacklogs(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<TimeProvider>(), settings.Metrics.BacklogInterval));
        services.AddSingleton(new RouterOptions());
        services.AddSingleton(new PublicationOptions());
        services.AddSingleton(settings.Events.ToEffectClockOptions());
        services.AddSingleton<Doorbell>();
        services.AddSingleton<EventStreamSweep>();
        services.AddSingleton<EffectClock>();
    }

    private static IEnumerable<ITriggerModule> Modules(TriggersOptions triggers)
    {
        if (triggers.Sample)
            yield return new ForbiddenNames("forbidden");
    }
}
