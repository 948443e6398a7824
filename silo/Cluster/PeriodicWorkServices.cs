using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Events;
using MoCluster.Grains.Hooks.Registry;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Triggers.Amqp;

namespace MoCluster.Silo.Cluster;

/// <summary>The periodic work that every silo does beside Orleans. It is harmless when two silos do the same (docs/architecture.md §3).</summary>
internal static class PeriodicWorkServices
{
    /// <summary>Adds the work as hosted services.</summary>
    /// <param name="services">The services of the process. Add the silo before, so that it stops after the work.</param>
    public static IServiceCollection AddPeriodicWork(this IServiceCollection services)
    {
        Add(services, "doorbell", provider => provider.GetRequiredService<Doorbell>().RunOnceAsync);
        Add(services, "sweep", provider =>
        {
            var (sweep, events) = (provider.GetRequiredService<EventStreamSweep>(), provider.GetRequiredService<EventsOptions>());
            return async cancellation =>
            {
                await sweep.RunOnceAsync(cancellation);
                return events.SweepInterval;
            };
        });
        Add(services, "effect clock", provider =>
        {
            var effects = provider.GetRequiredService<EffectClock>();
            return effects.RunOnceAsync;
        });
        Add(services, "delivery bell", provider => provider.GetRequiredService<DeliveryBell>().RunOnceAsync);
        Add(services, "delivery sweep", provider => provider.GetRequiredService<DeliverySweep>().RunOnceAsync);
        Add(services, "trim", provider =>
        {
            var (store, retention, events) = (
                provider.GetRequiredService<IStoreInfo>(), provider.GetRequiredService<IRetention>(), provider.GetRequiredService<EventsOptions>());
            return async cancellation =>
            {
                await retention.TrimAsync(store.Now - events.Retention, cancellation);
                return events.TrimInterval;
            };
        });
        Add(services, "search for listeners that pin the log", provider =>
        {
            var (pinned, events) = (provider.GetRequiredService<PinnedListeners>(), provider.GetRequiredService<EventsOptions>());
            return async cancellation =>
            {
                await pinned.RunOnceAsync(cancellation);
                return events.TrimInterval;
            };
        });
        Add(services, "following of the registry of HTTP triggers", provider =>
        {
            var (endpoints, follower) = (provider.GetRequiredService<ITriggerEndpoints>(), provider.GetRequiredService<RegistryFollower>());
            return endpoints.Addresses.IsEmpty ? _ => Task.FromResult(Timeout.InfiniteTimeSpan) : follower.RunOnceAsync;
        });
        Add(services, "following of the registry of hooks", provider => provider.GetRequiredService<HookFollower>().RunOnceAsync);
        Add(services, "publication of changes over AMQP", provider =>
        {
            var amqp = provider.GetRequiredService<AmqpOptions>();
            return amqp is { Enabled: true, ChangeMessages: true }
                ? provider.GetRequiredService<ChangePublisher>().RunOnceAsync
                : _ => Task.FromResult(Timeout.InfiniteTimeSpan);
        });
        Add(services, "reading of listener backlogs", provider => provider.GetRequiredService<ListenerBacklogs>().RunOnceAsync);
        return services;
    }

    private static void Add(
        IServiceCollection services, string name, Func<IServiceProvider, Func<CancellationToken, Task<TimeSpan>>> create) =>
        services.AddSingleton<IHostedService>(provider => new PeriodicWork(
            name,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            create(provider),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.PeriodicWork")));
}
