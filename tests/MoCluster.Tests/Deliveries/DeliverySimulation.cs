using Microsoft.Extensions.DependencyInjection;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Deliveries;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Simulator;
using MoCluster.Simulator.Scheduling;
using MoCluster.Stores.Memory;

namespace MoCluster.Tests.Deliveries;

/// <summary>Runs the grain of one registration on the simulator, in virtual time, over the memory store, and answers in the place of its target.</summary>
internal sealed class DeliverySimulation : IDeliveryTargets, IDeliverySender, IDisposable
{
    private readonly SeededScheduler _scheduler;
    private readonly ServiceProvider _services;

    public DeliverySimulation(int seed)
    {
        _scheduler = new SeededScheduler(seed) { MaxTime = TimeSpan.FromDays(1) };
        Store = new MemoryStore(_scheduler.Time, _scheduler.NewId());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_scheduler.Time);
        services.AddSingleton<IStore>(Store).AddStorePorts();
        services.AddSingleton<IIdentifierSource>(new SeededIdentifiers(_scheduler));
        services.AddSingleton<IDeliveryTargets>(this);
        services.AddSingleton(new DeliveryOptions { Portion = 3 });
        services.AddSingleton<DeliveryBell>();
        services.AddSingleton<DeliverySweep>();
        services.AddSimulator(engine =>
        {
            engine.GrainClasses.Add(typeof(DeliveryGrain));
            engine.UseSeed(_scheduler);
        });
        _services = services.BuildServiceProvider();
    }

    public static Guid Registration { get; } = new(7, 0, 0, new byte[8]);

    public MemoryStore Store { get; }

    public TimeProvider Time => _scheduler.Time;

    public DeliveryPolicy Policy { get; set; } = new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), 2, TimeSpan.FromSeconds(5));

    /// <summary>Whether the registration is gone.</summary>
    public bool IsGone { get; set; }

    /// <summary>Answers a call; null for done.</summary>
    public Func<DeliveryRow, CancellationToken, Task<DeliveryOutcome>>? Answer { get; set; }

    /// <summary>The calls, in order, and when each began.</summary>
    public List<(DeliveryRow Row, DateTimeOffset At)> Calls { get; } = [];

    /// <summary>How many calls are under way.</summary>
    public int UnderWay { get; private set; }

    public IDeliveryGrain Grain => _services.GetRequiredService<SimulatorEngine>().GrainFactory.GetDeliveries(Registration);

    public DeliverySweep Sweep => _services.GetRequiredService<DeliverySweep>();

    /// <summary>Runs a scenario under five seeds that are drawn anew each time, and names the one that failed.</summary>
    public static void Run(Func<DeliverySimulation, Task> scenario)
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed != first + 5; seed++)
        {
            using var world = new DeliverySimulation(seed);
            try
            {
                world._scheduler.Run(() =>
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

    /// <summary>An object.</summary>
    public static ObjectKey Object(int index) => new("facet", new Guid(index, 0, 0, new byte[8]));

    /// <summary>Commits deliveries of objects, in their order, and tells nobody.</summary>
    public async Task WriteAsync(params int[] objects) => await Store.CommitAsync(new Commit
    {
        Id = _scheduler.NewId(),
        Deliveries = [.. objects.Select(index => new DeliveryWrite(Registration, Object(index), [(byte)index]))],
    });

    public async Task WaitAsync(double seconds) => await Task.Delay(TimeSpan.FromSeconds(seconds), Time);

    public async Task<DeliveryBacklog?> BacklogAsync() =>
        (await Store.ReadDeliveryBacklogsAsync(null, 10, CancellationToken.None)).SingleOrDefault(backlog => backlog.Registration == Registration);

    public static int Value(Outcome<int> outcome)
    {
        Assert.True(outcome.Succeeded, outcome.Refusal?.ToString());
        return outcome.Value;
    }

    public ValueTask<DeliveryTarget?> FindAsync(Guid registration, CancellationToken cancellation) =>
        ValueTask.FromResult(IsGone ? null : new DeliveryTarget(this, Policy));

    public async Task<DeliveryOutcome> SendAsync(DeliveryRow delivery, CancellationToken cancellation)
    {
        Calls.Add((delivery, Time.GetUtcNow()));
        UnderWay++;
        try
        {
            return Answer is null ? DeliveryOutcome.Done : await Answer(delivery, cancellation);
        }
        finally
        {
            UnderWay--;
        }
    }

    public void Dispose() => _services.Dispose();

    private async Task RingAsync()
    {
        var bell = _services.GetRequiredService<DeliveryBell>();
        while (true)
            await bell.RunOnceAsync(CancellationToken.None);
    }

    private sealed class SeededIdentifiers(SeededScheduler scheduler) : IIdentifierSource
    {
        public Guid Next() => scheduler.NewId();
    }
}
