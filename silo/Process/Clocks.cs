using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Metrics;

namespace MoCluster.Silo.Process;

/// <summary>The clocks that run in every silo beside the engine; running on two silos is harmless (DESIGN.md §3).</summary>
internal static class Clocks
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services of the engine's host; the engine itself was added before, so that it starts first.</param>
    /// <param name="events">How often they run.</param>
    public static void AddTo(IServiceCollection services, EventsOptions events)
    {
        Add(services, "doorbell", provider => provider.GetRequiredService<Doorbell>().RunOnceAsync);
        Add(services, "sweep", provider =>
        {
            var sweep = provider.GetRequiredService<EventStreamSweep>();
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
        Add(services, "trim", provider =>
        {
            var store = provider.GetRequiredService<IStore>();
            return async cancellation =>
            {
                await store.TrimAsync(store.Now - events.Retention, cancellation);
                return events.TrimInterval;
            };
        });
        Add(services, "search for listeners that pin the log", provider =>
        {
            var pinned = provider.GetRequiredService<PinnedListeners>();
            return async cancellation =>
            {
                await pinned.RunOnceAsync(cancellation);
                return events.TrimInterval;
            };
        });
        Add(services, "look at what lies before listeners", provider => provider.GetRequiredService<ListenerBacklogs>().RunOnceAsync);
    }

    private static void Add(
        IServiceCollection services, string name, Func<IServiceProvider, Func<CancellationToken, Task<TimeSpan>>> create) =>
        services.AddSingleton<IHostedService>(provider => new Clock(
            name,
            provider.GetRequiredService<TimeProvider>(),
            create(provider),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.Clock")));
}
