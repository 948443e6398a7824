using MoCluster.Simulation.Plans;
using MoCluster.Simulation.Storage;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulation.World;

/// <summary>The silos, the store and the weather of one run.</summary>
internal sealed class World : IDisposable
{
    /// <summary>20 seconds before a midnight in Copenhagen, at which validities begin and end.</summary>
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 22, 59, 40, TimeSpan.Zero);

    private readonly List<SimulatedSilo> _all = [];
    private readonly SimulatedSilo?[] _silos;
    private int _started;

    /// <summary>A world whose silos all run.</summary>
    /// <param name="plan">How many there are, and in what order things happen.</param>
    /// <param name="isTold">Whether the story is kept.</param>
    public World(Plan plan, bool isTold)
    {
        Run = new SeededScheduler(plan.Seed, Start) { MaxSteps = 1_000_000, MaxTime = TimeSpan.FromHours(1) };
        Record = new RunRecord(Run, isTold);
        IsTight = plan.Tight;
        Limits = plan.Tight ? Limits.Tight : Limits.Usual;
        Record.History.IsWindowed = plan.Tight;
        Cluster = new VirtualCluster(Run);
        Store = new StoreServer(Run, Record, plan.Journal);
        HasJournal = plan.Journal;
        if (plan.Journal)
        {
            Store.OnFailure = () =>
            {
                Record.Story?.Tell("** the disk failed, and the process stops");
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

    /// <summary>What is known of it.</summary>
    public RunRecord Record { get; }

    /// <summary>Whether limits are very small, and what is owed is due soon.</summary>
    public bool IsTight { get; }

    /// <summary>The settings of the grains.</summary>
    public Limits Limits { get; }

    /// <summary>The silos' engines.</summary>
    public VirtualCluster Cluster { get; }

    /// <summary>Whether the store is the journal of the one process, and dies with it.</summary>
    public bool HasJournal { get; }

    /// <summary>The store's server.</summary>
    public StoreServer Store { get; }

    /// <summary>What is wrong with doorbells.</summary>
    public DoorbellTroubles Doorbells { get; } = new();

    /// <summary>The silos by place; null where none runs.</summary>
    public IReadOnlyList<SimulatedSilo?> Silos => _silos;

    /// <summary>All that were ever killed.</summary>
    public IEnumerable<VirtualSilo> Dead => _all.Select(silo => silo.Virtual).Where(silo => silo.State == VirtualSiloState.Dead);

    /// <summary>Begins a process at a place, unless one runs there meanwhile.</summary>
    public void BeginAgain(int place)
    {
        if (_silos[place] is null)
            Begin(place);
    }

    /// <summary>Begins a process at a place where none runs.</summary>
    public void Begin(int place)
    {
        _started++;
        if (HasJournal)
        {
            // The journal lives and dies with its process.
            if (_started > 1)
                Store.Crash();
            Store.Restart();
        }

        var silo = new SimulatedSilo(this, _started <= _silos.Length ? $"s{place}" : $"s{place}.{_started}");
        _silos[place] = silo;
        _all.Add(silo);
    }

    /// <summary>Kills the process at a place.</summary>
    /// <returns>Which it was; null where none runs.</returns>
    public SimulatedSilo? Kill(int place)
    {
        var silo = _silos[place];
        _silos[place] = null;
        silo?.Kill();
        if (HasJournal)
            Store.Crash();
        return silo;
    }

    /// <summary>Stops the process at a place in order, and begins another one there.</summary>
    /// <param name="place">The place.</param>
    /// <param name="back">How long the place is empty.</param>
    public void Restart(int place, TimeSpan back)
    {
        if (_silos[place] is not { Virtual.State: VirtualSiloState.Running } silo)
            return;
        _silos[place] = null;
        silo.Stop(() =>
        {
            Record.Story?.Tell($"** {silo.Virtual} has stopped");
            Cluster.DeclareDead(silo.Virtual);
            Run.Post(back, () => BeginAgain(place));
        });
    }

    /// <summary>A process by which a client comes in, drawn; null where none runs.</summary>
    public SimulatedSilo? DrawSilo()
    {
        var running = _silos.OfType<SimulatedSilo>().ToArray();
        return running.Length == 0 ? null : running[Run.Draw(running.Length)];
    }

    /// <summary>A trigger after the commit saw a change: it must be durable by then.</summary>
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
