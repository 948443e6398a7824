using System.Reflection;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulator;

/// <summary>The settings of the simulator. Settings that Orleans has too have Orleans' defaults.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The assemblies with the grain classes.</summary>
    public ISet<Assembly> GrainAssemblies { get; } = new HashSet<Assembly>();

    /// <summary>Grain classes besides those of <see cref="GrainAssemblies"/>.</summary>
    public ISet<Type> GrainClasses { get; } = new HashSet<Type>();

    /// <summary>The names of the stream providers.</summary>
    public ISet<string> StreamProviders { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How long a caller waits for an answer, unless the method sets its own timeout. 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain without calls stays active. 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are collected. 1 min.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an activation may take. 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a deactivation may take. 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most calls that run or wait at one activation; further calls are refused. 100 000. (Orleans has no limit by default.)
    /// </summary>
    public int MaxEnqueuedRequests { get; set; } = 100_000;

    /// <summary>The most items that wait in one stream; publishing more throws an exception. 16 384.</summary>
    public int StreamQueueLimit { get; set; } = 16_384;

    /// <summary>How long the delivery of a failing item is retried before it is dropped. 1 min.</summary>
    public TimeSpan StreamDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most activations of one key of a stateless worker without a number of its own. The number of processors.</summary>
    public int MaxLocalWorkers { get; set; } = Environment.ProcessorCount;

    /// <summary>How long a stop waits for grains to deactivate. 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What runs the grains; the thread pool by default.</summary>
    public ITurnScheduler Scheduler { get; set; } = new ThreadPoolScheduler();

    /// <summary>The clock; null for that of the services, else the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

#pragma warning disable RS0030 // The one place where ids come from.
    /// <summary>Generates the ids of activations.</summary>
    public Func<Guid> NewId { get; set; } = Guid.NewGuid;
#pragma warning restore RS0030

    /// <summary>Runs the engine by a seed: the seed decides its order, clock and ids.</summary>
    /// <param name="run">The run.</param>
    public void UseSeed(SeededScheduler run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Scheduler = run;
        TimeProvider = run.Time;
        NewId = run.NewId;

        // A fixed number: the machine's number of processors would make runs differ between machines.
        MaxLocalWorkers = 4;
    }

    /// <summary>Makes the engine one of several silos of a seeded run: they share grains, and each can crash by itself.</summary>
    /// <param name="silo">The silo.</param>
    public void UseSilo(VirtualSilo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        UseSeed(silo.Cluster.Run);
        Silo = silo;
        Scheduler = silo;
        TimeProvider = silo.Time;
    }

    /// <summary>The silo of a seeded run that the engine belongs to; null when it is alone.</summary>
    internal VirtualSilo? Silo { get; private set; }

    /// <summary>Validates the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(ResponseTimeout), ResponseTimeout), (nameof(CollectionAge), CollectionAge),
            (nameof(CollectionQuantum), CollectionQuantum), (nameof(ActivationTimeout), ActivationTimeout),
            (nameof(DeactivationTimeout), DeactivationTimeout), (nameof(StreamDeliveryTime), StreamDeliveryTime),
            (nameof(StopTimeout), StopTimeout),
        })
        {
            if (value <= TimeSpan.Zero || value.TotalMilliseconds > uint.MaxValue - 1)
                throw new ArgumentException($"{name} is {value}; it must be more than zero and less than 49 days.", name);
        }

        foreach (var (name, value) in new[]
        {
            (nameof(MaxEnqueuedRequests), MaxEnqueuedRequests), (nameof(StreamQueueLimit), StreamQueueLimit),
            (nameof(MaxLocalWorkers), MaxLocalWorkers),
        })
        {
            if (value < 1)
                throw new ArgumentException($"{name} is {value}; it must be 1 or more.", name);
        }

        if (GrainAssemblies.Count == 0 && GrainClasses.Count == 0)
            throw new ArgumentException($"Neither {nameof(GrainAssemblies)} nor {nameof(GrainClasses)} names a grain class.");
    }
}
