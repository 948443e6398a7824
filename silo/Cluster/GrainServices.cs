using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Triggers;

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
        .AddTriggers()
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
        .AddSingleton<EffectClock>()
        .AddSingleton<DeliveryBell>()
        .AddSingleton<DeliverySweep>();
}
