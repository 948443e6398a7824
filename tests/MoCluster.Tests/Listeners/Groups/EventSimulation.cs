using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Simulator;
using MoCluster.Simulator.Scheduling;
using MoCluster.Stores.Memory;
using MoCluster.Tests.Configuration;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>
/// Runs the grains of events (namespaces, routers, listener groups) on the simulator: by a seed, in virtual time, over the memory store.
/// </summary>
internal sealed class EventSimulation : IDisposable
{
    public static readonly Actor Owner = new(new Guid("0e0e0e0e-0000-0000-0000-000000000001"));
    public static readonly Actor Other = new(new Guid("0e0e0e0e-0000-0000-0000-000000000002"));

    private readonly ListenerOptions _options;
    private ServiceProvider _services;

    public EventSimulation(int seed, ListenerOptions? options = null, DateTimeOffset? start = null)
    {
        _options = options ?? new ListenerOptions();
        Assert.Empty(Annotations.Problems(_options));
        Scheduler = new SeededScheduler(seed, start) { MaxTime = TimeSpan.FromDays(2) };
        Memory = new MemoryStore(Scheduler.Time, Scheduler.NewId());
        Store = new FaultyStore(Memory, Scheduler.Time);
        _services = Start();
    }

    public SeededScheduler Scheduler { get; }

    public TimeProvider Time => Scheduler.Time;

    public MemoryStore Memory { get; }

    public FaultyStore Store { get; }

    public IGrainFactory Grains => _services.GetRequiredService<SimulatorEngine>().GrainFactory;

    public INamespaceGrain Namespace => Grains.GetGrain<INamespaceGrain>("n");

    public EffectClock EffectClock => _services.GetRequiredService<EffectClock>();

    /// <summary>An effect clock besides the silo's own, as another silo would run it.</summary>
    public EffectClock EffectClockOf(EffectClockOptions options) => ActivatorUtilities.CreateInstance<EffectClock>(_services, options);

    public AwakeListeners Awake => _services.GetRequiredService<AwakeListeners>();

    public EventStreamSweep Sweep => _services.GetRequiredService<EventStreamSweep>();

    /// <summary>Runs a scenario under five seeds that are drawn anew each time, and names the one that failed.</summary>
    public static void Run(Func<EventSimulation, Task> scenario, ListenerOptions? options = null, DateTimeOffset? start = null)
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed != first + 5; seed++)
        {
            using var world = new EventSimulation(seed, options, start);
            try
            {
                world.Scheduler.Run(() =>
                {
                    _ = world.RingAsync();
                    return scenario(world);
                });
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Under seed {seed}: {exception.Message}", exception);
            }
        }
    }

    /// <summary>Ends the process at once and starts another over the same data.</summary>
    public void Crash()
    {
        _services.Dispose();
        _services = Start();
        _ = RingAsync();
    }

    public async Task<ListenerDefinition> DeclareAsync(
        string userKey = "l", string routingKey = "r", ListenerPolicy? policy = null, string? group = null)
    {
        await Namespace.DeclareAsync(Owner, isPublic: true);
        var outcome = await Namespace.DeclareListenerAsync(Owner, new ListenerDeclaration(userKey, routingKey, policy, group));
        return Value(outcome);
    }

    public async Task PublishAsync(params string[] subjects) => Value(await Namespace.PublishAsync(
        Owner, new Publication([.. subjects.Select(subject => new PublishedEvent("r", subject))])));

    public async Task PublishAsync(string subject, int priority, string? key = null) => Value(await Namespace.PublishAsync(
        Owner, new Publication([new PublishedEvent("r", subject, priority, key)])));

    /// <summary>Commits events without telling anybody: every doorbell is lost.</summary>
    public async Task CommitSilentlyAsync(params string[] subjects) => await Memory.CommitAsync(new Commit
    {
        Id = Scheduler.NewId(),
        Events = [.. subjects.Select(subject => new EventDraft(new StreamKey("n", "r"), Scheduler.NewId(), subject, 1, subject))],
    });

    public IListenerGroupGrain Group(ListenerDefinition listener) => Grains.GetGrain<IListenerGroupGrain>(listener.Group.ToString("D"));

    public Task<Outcome<ImmutableArray<Delivery>>> TryFetchAsync(
        ListenerDefinition listener, int limit = 100, TimeSpan wait = default, CancellationToken cancellation = default) =>
        Group(listener).FetchAsync(Owner, new Fetch(listener.Uuid, limit, wait), cancellation);

    /// <summary>Fetches the events that are there or come within a second: events travel for some milliseconds.</summary>
    public async Task<ImmutableArray<Delivery>> FetchAsync(ListenerDefinition listener, int limit = 100, double seconds = 1) =>
        Value(await TryFetchAsync(listener, limit, TimeSpan.FromSeconds(seconds)));

    public async Task<int> AcknowledgeAsync(ListenerDefinition listener, params IEnumerable<Delivery> deliveries) =>
        Value(await Group(listener).AcknowledgeAsync(Owner, [.. deliveries.Select(delivery => delivery.Token)]));

    public static T Value<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded, outcome.Refusal?.ToString());
        return outcome.Value;
    }

    public void Dispose() => _services.Dispose();

    private ServiceProvider Start()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Scheduler.Time);
        services.AddSingleton<IStore>(Store).AddStorePorts();
        services.AddSingleton<IIdentifierSource>(new SeededIdentifiers(Scheduler));
        services.AddSingleton(_options);
        services.AddSingleton<IActivationWorkingSetObserver, EndingActivations>();
        services.AddSingleton<AwakeListeners>();
        services.AddSingleton(new RouterOptions());
        services.AddSingleton(new PublicationOptions());
        services.AddSingleton<Doorbell>();
        services.AddSingleton<EventStreamSweep>();
        services.AddSingleton(ObjectCatalogue.BuiltIn);
        services.AddSingleton(new EffectClockOptions());
        services.AddSingleton<EffectClock>();
        services.AddSimulator(engine =>
        {
            engine.GrainClasses.Add(typeof(ListenerGroupGrain));
            engine.GrainClasses.Add(typeof(RouterGrain));
            engine.GrainClasses.Add(typeof(NamespaceGrain));
            engine.StreamProviders.Add(EventBatch.Provider);
            engine.UseSeed(Scheduler);
        });
        return services.BuildServiceProvider();
    }

    /// <summary>
    /// Rings the doorbells, as a hosted service does in a silo. After a crash nothing is added to the old process's doorbells any more.
    /// </summary>
    private async Task RingAsync()
    {
        var doorbell = _services.GetRequiredService<Doorbell>();
        while (true)
            await doorbell.RunOnceAsync(CancellationToken.None);
    }

    private sealed class SeededIdentifiers(SeededScheduler scheduler) : IIdentifierSource
    {
        public Guid Next() => scheduler.NewId();
    }
}
