using System.Reflection;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulator;

/// <summary>The settings of the simulator. The defaults of those that Orleans has too are Orleans' own.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Where grain classes are looked for.</summary>
    public ISet<Assembly> GrainAssemblies { get; } = new HashSet<Assembly>();

    /// <summary>Grain classes besides those of <see cref="GrainAssemblies"/>.</summary>
    public ISet<Type> GrainClasses { get; } = new HashSet<Type>();

    /// <summary>The names of the stream providers.</summary>
    public ISet<string> StreamProviders { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How long a caller waits for an answer, unless the method says otherwise. 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain that nobody calls stays active. 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for. 1 min.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The time that an activation may take. 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The time that a deactivation may take. 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most calls that run or wait at one activation; more are refused. 100 000. (Orleans has no limit by default.)</summary>
    public int MaxEnqueuedRequests { get; set; } = 100_000;

    /// <summary>The most items that wait in one stream; a publisher of more gets an exception. 16 384.</summary>
    public int StreamQueueLimit { get; set; } = 16_384;

    /// <summary>How long an item whose delivery fails is tried again before it is given up. 1 min.</summary>
    public TimeSpan StreamDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most activations of one key of a stateless worker that names no number. As many as processors.</summary>
    public int MaxLocalWorkers { get; set; } = Environment.ProcessorCount;

    /// <summary>How long a stop waits for grains to deactivate. 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs the grains; the thread pool by default.</summary>
    public ITurnScheduler Scheduler { get; set; } = new ThreadPoolScheduler();

    /// <summary>The clock; null takes the one of the services, else the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

#pragma warning disable RS0030 // The one place where ids come from.
    /// <summary>Gives the numbers of activations.</summary>
    public Func<Guid> NewId { get; set; } = Guid.NewGuid;
#pragma warning restore RS0030

    /// <summary>Runs the engine by a seed: its order, its clock and its ids.</summary>
    /// <param name="run">The run.</param>
    public void UseSeed(SeededScheduler run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Scheduler = run;
        TimeProvider = run.Time;
        NewId = run.NewId;

        // Not the machine's number, which would make runs differ from one machine to the next.
        MaxLocalWorkers = 4;
    }

    /// <summary>Makes the engine one of several silos of a seeded run: they share grains, and each can crash by itself.</summary>
    /// <param name="silo">The silo that it is.</param>
    public void UseSilo(VirtualSilo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        UseSeed(silo.Cluster.Run);
        Silo = silo;
        Scheduler = silo;
        TimeProvider = silo.Time;
    }

    /// <summary>Which of several silos of a seeded run the engine is; null where it is alone.</summary>
    internal VirtualSilo? Silo { get; private set; }

    /// <summary>Checks the settings.</summary>
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
            throw new ArgumentException($"Neither {nameof(GrainAssemblies)} nor {nameof(GrainClasses)} names anything to host.");
    }
}
