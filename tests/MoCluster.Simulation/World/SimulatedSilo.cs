using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Triggers;
using MoCluster.Simulation.Storage;
using MoCluster.Simulator;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Virtual;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulation.World;

/// <summary>One process of the cluster: the engine with the real grains, its periodic work, and its connection to the store.</summary>
internal sealed class SimulatedSilo : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(7);

    private readonly ServiceProvider _services;
    private readonly StoreClient _store;
    private readonly List<Action> _onDeath = [];

    /// <summary>Starts a process.</summary>
    /// <param name="world">The world of the run.</param>
    /// <param name="name">Its name.</param>
    public SimulatedSilo(World world, string name)
    {
        Virtual = world.Cluster.Add(name);
        _store = new StoreClient(name, world.Store);
        _services = Build(world).BuildServiceProvider();
        var engine = _services.GetRequiredService<SimulatorEngine>();
        Grains = engine.GrainFactory;
        engine.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        StartClocks(world);
    }

    /// <summary>Its threads, clock and place in the cluster.</summary>
    public VirtualSilo Virtual { get; }

    /// <summary>Its access to grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Registers a callback for the death of the process, for a client that waits for an answer through it.</summary>
    public void OnDeath(Action callback) => _onDeath.Add(callback);

    /// <summary>Removes a callback: the answer came.</summary>
    public void Forget(Action callback) => _onDeath.Remove(callback);

    /// <summary>Stops the process in order, as in a rolling restart.</summary>
    /// <param name="stopped">Called when it has stopped.</param>
    public void Stop(Action stopped)
    {
        Virtual.IsLeaving = true;
        Virtual.Start(async () =>
        {
            await _services.GetRequiredService<SimulatorEngine>().StopAsync(CancellationToken.None);
            Kill();
            stopped();
        });
    }

    /// <summary>Rings for a registration.</summary>
    public void Ring(Guid registration) => _services.GetRequiredService<DeliveryBell>().Ring([registration]);

    /// <summary>Makes a commit, as a mutation on this silo does, and rings afterwards.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="ring">The registration to ring for; null if the ring is lost.</param>
    public void Write(Commit commit, Guid? ring) => Virtual.Start(async () =>
    {
        try
        {
            await _store.CommitAsync(commit);
            if (ring is { } registration)
                Ring(registration);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or CommitOutcomeUnknownException)
        {
            // The mutation fails; if the commit was made all the same, its deliveries are due.
        }
    });

    /// <summary>Kills the process.</summary>
    public void Kill()
    {
        _store.IsDead = true;
        Virtual.Cluster.Crash(Virtual);
        foreach (var callback in _onDeath.ToArray())
            callback();
        _onDeath.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();

    private ServiceCollection Build(World world)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(new RunLog(Virtual.Name, world.Record));
        services.AddSingleton<TimeProvider>(Virtual.Time);
        services.AddSingleton<IStore>(_store).AddStorePorts();
        services.AddSingleton<IIdentifierSource>(new SeededIdentifiers(world.Run));
        services.AddSingleton(ObjectCatalogue.BuiltIn);
        services.AddSingleton(ValidityCalendar.Copenhagen);
        services.AddSingleton(new TriggerRegistry([new SimulatedTriggers(world, Virtual)], ObjectCatalogue.BuiltIn));
        services.AddSingleton(new ObjectOptions());
        services.AddObjects();
        services.AddSingleton(world.Limits.Listeners);
        services.AddSingleton<IActivationWorkingSetObserver, EndingActivations>();
        services.AddSingleton<AwakeListeners>();
        services.AddSingleton(world.Limits.Routers);
        services.AddSingleton(new PublicationOptions());
        services.AddSingleton(world.Limits.Effects);
        services.AddSingleton<Doorbell>();
        services.AddSingleton<EventStreamSweep>();
        services.AddSingleton<EffectClock>();
        services.AddSingleton<IDeliveryTargets>(new SimulatedTargets(world, Virtual));
        services.AddSingleton(world.Limits.Deliveries);
        services.AddSingleton<DeliveryBell>();
        services.AddSingleton<DeliverySweep>();
        services.AddSimulator(engine =>
        {
            engine.GrainClasses.UnionWith(
                [typeof(ListenerGroupGrain), typeof(RouterGrain), typeof(NamespaceGrain), typeof(ObjectGrain), typeof(TriggerGrain), typeof(DeliveryGrain)]);
            engine.StreamProviders.Add(EventBatch.Provider);
            engine.UseSilo(Virtual);
        });

        // The last registration counts: the engine's own streams, wrapped with faults.
        services.AddKeyedSingleton<IStreamProvider>(EventBatch.Provider, (provider, _) => new FaultyStreams(
            provider.GetRequiredService<SimulatorEngine>().StreamProvider(EventBatch.Provider), world.Run, Virtual.Time, world.Doorbells));
        return services;
    }

    /// <summary>What the hosted services of a silo's process do (silo/Cluster/Clocks.cs).</summary>
    private void StartClocks(World world)
    {
        Repeat(() => _services.GetRequiredService<Doorbell>().RunOnceAsync(CancellationToken.None));
        var (sweep, effects) = (_services.GetRequiredService<EventStreamSweep>(), _services.GetRequiredService<EffectClock>());
        Repeat(async () =>
        {
            await sweep.RunOnceAsync(CancellationToken.None);
            return SweepInterval;
        });
        Repeat(() => effects.RunOnceAsync(CancellationToken.None));
        if (!world.Targets.IsEmpty)
        {
            Repeat(() => _services.GetRequiredService<DeliveryBell>().RunOnceAsync(CancellationToken.None));
            Repeat(() => _services.GetRequiredService<DeliverySweep>().RunOnceAsync(CancellationToken.None));
        }

        Repeat(async () =>
        {
            await _store.TrimAsync(_store.Now - world.Limits.Retention, CancellationToken.None);
            return TrimInterval;
        });
    }

    private void Repeat(Func<Task<TimeSpan>> run) => Virtual.Start(async () =>
    {
        while (true)
        {
            var pause = SweepInterval;
            try
            {
                pause = await run();
            }
            catch (StoreUnavailableException)
            {
                // It is tried again.
            }
            catch (CommitOutcomeUnknownException)
            {
                // Likewise, unless the process stops with its disk.
            }
            catch (TimeoutException)
            {
                // Likewise.
            }

            await Task.Delay(pause, Virtual.Time);
        }
    });

    private sealed class SeededIdentifiers(SeededScheduler run) : IIdentifierSource
    {
        public Guid Next() => run.NewId();
    }
}
