using System.Collections.Immutable;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.Storage;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulation.World;

/// <summary>The silos, the store and the faults of one run.</summary>
internal sealed class World : IDisposable
{
    /// <summary>20 seconds before a midnight in Copenhagen, at which validities begin and end.</summary>
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 22, 59, 40, TimeSpan.Zero);

    private readonly List<SimulatedSilo> _all = [];
    private readonly SimulatedSilo?[] _silos;
    private int _started;

    /// <summary>Creates a world in which all silos run.</summary>
    /// <param name="plan">The number of silos, and the seed of the order.</param>
    /// <param name="keepTranscript">Whether to keep the transcript.</param>
    public World(Plan plan, bool keepTranscript)
    {
        Run = new SeededScheduler(plan.Seed, Start) { MaxSteps = 1_000_000, MaxTime = TimeSpan.FromHours(1) };
        Record = new RunRecord(Run, keepTranscript);
        IsTight = plan.Tight;
        Targets = plan.Targets;
        Limits = plan.Tight ? Limits.Tight : Limits.Usual;
        Record.History.IsWindowed = plan.Tight;
        Cluster = new VirtualCluster(Run);
        Store = new StoreServer(Run, Record, plan.IsEmbedded);
        IsEmbedded = plan.IsEmbedded;
        if (plan.IsEmbedded)
        {
            Store.OnFailure = () =>
            {
                Record.Transcript?.Tell("** the disk failed, and the process stops");
                if (Kill(0) is { } killed)
                    Cluster.DeclareDead(killed.Virtual);
                Run.Post(TimeSpan.FromSeconds(1), () => BeginAgain(0));
            };
        }

        _silos = new SimulatedSilo?[plan.Silos];
        for (var place = 0; place < plan.Silos; place++)
            Begin(place);
    }

    /// <summary>The run.</summary>
    public SeededScheduler Run { get; }

    /// <summary>The record of the run.</summary>
    public RunRecord Record { get; }

    /// <summary>Whether limits are very small, and owed settlements are due soon.</summary>
    public bool IsTight { get; }

    /// <summary>The settings of the grains.</summary>
    public Limits Limits { get; }

    /// <summary>The silos' engines.</summary>
    public VirtualCluster Cluster { get; }

    /// <summary>Whether the store is embedded in the only process, and dies with it.</summary>
    public bool IsEmbedded { get; }

    /// <summary>The store's server.</summary>
    public StoreServer Store { get; }

    /// <summary>The targets of deliveries.</summary>
    public ImmutableArray<TargetPlan> Targets { get; }

    /// <summary>Whether calls to targets still go wrong.</summary>
    public bool AreTargetsInTrouble { get; set; } = true;

    /// <summary>When registrations were removed.</summary>
    public Dictionary<Guid, long> Removed { get; } = [];

    /// <summary>The present faults of doorbells.</summary>
    public DoorbellFaults Doorbells { get; } = new();

    /// <summary>The silos by place; null where none runs.</summary>
    public IReadOnlyList<SimulatedSilo?> Silos => _silos;

    /// <summary>All that were ever killed.</summary>
    public IEnumerable<VirtualSilo> Dead => _all.Select(silo => silo.Virtual).Where(silo => silo.State == VirtualSiloState.Dead);

    /// <summary>Starts a process at a place, unless one already runs there.</summary>
    public void BeginAgain(int place)
    {
        if (_silos[place] is null)
            Begin(place);
    }

    /// <summary>Starts a process at a place where none runs.</summary>
    public void Begin(int place)
    {
        _started++;
        if (IsEmbedded)
        {
            // The embedded store lives and dies with its process.
            if (_started > 1)
                Store.Crash();
            Store.Restart();
        }

        var silo = new SimulatedSilo(this, _started <= _silos.Length ? $"s{place}" : $"s{place}.{_started}");
        _silos[place] = silo;
        _all.Add(silo);
    }

    /// <summary>Kills the process at a place.</summary>
    /// <returns>The killed silo; null where none runs.</returns>
    public SimulatedSilo? Kill(int place)
    {
        var silo = _silos[place];
        _silos[place] = null;
        silo?.Kill();
        if (IsEmbedded)
            Store.Crash();
        return silo;
    }

    /// <summary>Stops the process at a place in order, and starts another one there.</summary>
    /// <param name="place">The place.</param>
    /// <param name="back">How long the place is empty.</param>
    public void Restart(int place, TimeSpan back)
    {
        if (_silos[place] is not { Virtual.State: VirtualSiloState.Running } silo)
            return;
        _silos[place] = null;
        silo.Stop(() =>
        {
            Record.Transcript?.Tell($"** {silo.Virtual} has stopped");
            Cluster.DeclareDead(silo.Virtual);
            Run.Post(back, () => BeginAgain(place));
        });
    }

    /// <summary>The process through which a client connects, drawn; null where none runs.</summary>
    public SimulatedSilo? DrawSilo()
    {
        var running = _silos.OfType<SimulatedSilo>().ToArray();
        return running.Length == 0 ? null : running[Run.Draw(running.Length)];
    }

    /// <summary>Records that an after trigger saw a change, which must be durable by then.</summary>
    public void SawAfter(string target, string marker, string where)
    {
        Record.History.Saw(target, marker, $"an after trigger on {where}");
        if (!Record.Commits.Any(made => made.Commit.Registrations.Any(write => write.Note == marker)))
            Record.Violate("triggers", $"an after trigger ran on {where} for «{marker}» of {target}, which is not committed");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var silo in _all)
            silo.Dispose();
        Store.Dispose();
    }
}
