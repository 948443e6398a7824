using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulator.Virtual;

/// <summary>
/// One of several silos of a seeded run: the threads, the clock and the memory of a process, so that it can be frozen and killed between
/// any two steps. Work that a dead silo had under way never happens.
/// </summary>
public sealed class VirtualSilo : ITurnScheduler, ICallCycleObserver
{
    private readonly List<IThreadPoolWorkItem> _held = [];

    internal VirtualSilo(VirtualCluster cluster, string name)
    {
        Cluster = cluster;
        Name = name;
        Time = new VirtualSiloTime(this);
    }

    /// <summary>Its name in transcripts.</summary>
    public string Name { get; }

    /// <summary>The cluster to which it belongs.</summary>
    public VirtualCluster Cluster { get; }

    /// <summary>Its clock.</summary>
    public VirtualSiloTime Time { get; }

    /// <summary>Its state.</summary>
    public VirtualSiloState State { get; private set; }

    /// <summary>
    /// Whether it sees only itself in the directory. Then the grains that it calls are activated here even if they live elsewhere.
    /// </summary>
    public bool IsIsolated { get; set; }

    /// <summary>Whether it is stopping, so that no grain is activated on it any more.</summary>
    public bool IsLeaving { get; set; }

    /// <inheritdoc/>
    public int TurnsInARow => Cluster.Run.TurnsInARow;

    /// <inheritdoc/>
    public TaskCreationOptions ReplyOptions => Cluster.Run.ReplyOptions;

    /// <summary>Its engine; null before it has one.</summary>
    internal SimulatorEngine? Engine { get; private set; }

    /// <summary>Runs a service of the silo beside its grains, like a hosted service.</summary>
    /// <param name="service">The service; an exception that escapes from it fails the run.</param>
    public void Start(Func<Task> service)
    {
        ArgumentNullException.ThrowIfNull(service);
        var turns = new TurnQueue(this, null, exception => Cluster.Run.Fail($"a service of {Name} failed", exception));
        turns.Enqueue(new ActionTurn(() => _ = RunAsync()));

        async Task RunAsync()
        {
            try
            {
                await service();
            }
            catch (Exception exception)
            {
                Cluster.Run.Fail($"a service of {Name} failed", exception);
            }
        }
    }

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem turns, bool again) => Carry(turns);

    /// <inheritdoc/>
    public void Carry(IThreadPoolWorkItem message)
    {
        if (State != VirtualSiloState.Dead)
            Cluster.Run.Add(new SiloStep(this, message));
    }

    /// <inheritdoc/>
    public void OnQueued() => Cluster.Run.OnQueued();

    /// <inheritdoc/>
    public void OnCallCycle(string cycle) => Cluster.Run.OnCallCycle(cycle);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Stops it as SIGSTOP does.</summary>
    public void Freeze()
    {
        if (State == VirtualSiloState.Running)
            State = VirtualSiloState.Frozen;
    }

    /// <summary>Lets a frozen silo go on, with everything that arrived meanwhile.</summary>
    public void GoOn()
    {
        if (State != VirtualSiloState.Frozen)
            return;
        State = VirtualSiloState.Running;
        foreach (var step in _held)
            Cluster.Run.Add(new SiloStep(this, step));
        _held.Clear();
    }

    internal void Begin(SimulatorEngine engine) => Engine = engine;

    internal void Die()
    {
        State = VirtualSiloState.Dead;
        _held.Clear();
    }

    /// <summary>Executes a step if the silo runs, keeps it while the silo is frozen, and drops it when the silo is dead.</summary>
    internal void Execute(IThreadPoolWorkItem step)
    {
        if (State == VirtualSiloState.Running)
            step.Execute();
        else if (State == VirtualSiloState.Frozen)
            _held.Add(step);
    }

    private sealed class SiloStep(VirtualSilo silo, IThreadPoolWorkItem step) : IThreadPoolWorkItem
    {
        public void Execute() => silo.Execute(step);
    }
}
