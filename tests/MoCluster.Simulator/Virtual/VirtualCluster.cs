using MoCluster.Simulator.Calls;
using MoCluster.Simulator.Scheduling;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Simulator.Virtual;

/// <summary>
/// Several silos in one seeded run, with the failures that Orleans has between them (docs/architecture.md §3): a directory that is only
/// eventually right, calls that hang or are rejected when a silo dies, activations of one grain on two silos, replies that never come.
/// Nothing travels over a network: silos pass objects to each other, in steps that the seed puts in order.
/// </summary>
public sealed class VirtualCluster
{
    private readonly List<VirtualSilo> _silos = [];
    private readonly Dictionary<GrainId, VirtualSilo> _directory = [];
    private readonly HashSet<(VirtualSilo, VirtualSilo)> _cuts = [];

    /// <summary>Creates a cluster without silos.</summary>
    /// <param name="run">The run.</param>
    public VirtualCluster(SeededScheduler run) => Run = run;

    /// <summary>The run.</summary>
    public SeededScheduler Run { get; }

    /// <summary>The silos that are not dead, including frozen ones.</summary>
    public IReadOnlyList<VirtualSilo> Silos => _silos;

    /// <summary>Adds a silo; <see cref="SimulatorOptions.UseSilo"/> gives it its engine.</summary>
    /// <param name="name">Its name in transcripts.</param>
    public VirtualSilo Add(string name)
    {
        var silo = new VirtualSilo(this, name);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Kills a silo. The others notice when it is declared dead; until then calls to it hang or are rejected.</summary>
    /// <param name="silo">The silo.</param>
    public void Crash(VirtualSilo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Die();
        _silos.Remove(silo);
        _cuts.RemoveWhere(cut => cut.Item1 == silo || cut.Item2 == silo);
    }

    /// <summary>
    /// Makes the others agree that a silo is dead, rightly or not: its grains live elsewhere from now on, and callers that wait for them
    /// get an exception.
    /// </summary>
    /// <param name="silo">The silo.</param>
    public void DeclareDead(VirtualSilo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        foreach (var grain in _directory.Where(entry => entry.Value == silo).Select(entry => entry.Key).Order().ToArray())
            _directory.Remove(grain);
        foreach (var call in _silos.Where(other => other != silo && other.Engine is not null)
            .SelectMany(other => other.Engine!.Pending.Snapshot()).Where(call => call.At?.Engine == silo.Engine).ToArray())
        {
            call.Abandon();
        }
    }

    /// <summary>
    /// Cuts two silos off from each other, or joins them again. While they are cut off, calls and replies between them are lost.
    /// </summary>
    /// <param name="one">A silo.</param>
    /// <param name="other">Another one.</param>
    /// <param name="cut">Whether they are cut off.</param>
    public void Cut(VirtualSilo one, VirtualSilo other, bool cut = true)
    {
        if (cut)
        {
            _cuts.Add((one, other));
            _cuts.Add((other, one));
        }
        else
        {
            _cuts.Remove((one, other));
            _cuts.Remove((other, one));
        }
    }

    /// <summary>Ends any activation, as a rebalancing or a lack of memory does.</summary>
    /// <param name="drawn">Which one: taken modulo the number of activations.</param>
    /// <returns>The grain, for the transcript; null when there is no activation.</returns>
    public string? Deactivate(int drawn)
    {
        var activations = _silos.Where(silo => silo is { State: VirtualSiloState.Running, Engine: not null })
            .SelectMany(silo => silo.Engine!.Activations().Select(activation => (silo, activation))).ToArray();
        if (activations.Length == 0)
            return null;
        var (where, ended) = activations[drawn % activations.Length];
        ended.Deactivate(new(DeactivationReasonCode.RuntimeRequested, "The run ends it."));
        return $"{ended.GrainId} on {where}";
    }

    /// <summary>Ends all activations of one grain.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>How many there were.</returns>
    public int Deactivate(GrainId grain)
    {
        var ended = _silos.SelectMany(silo => silo.Engine?.Activations() ?? []).Where(activation => activation.GrainId == grain).ToArray();
        foreach (var activation in ended)
            activation.Deactivate(new(DeactivationReasonCode.DirectoryFailure, "The directory has forgotten it."));
        return ended.Length;
    }

    /// <summary>Ends all activations that the directory does not know, as Orleans does when the directory is whole again.</summary>
    public void Reconcile()
    {
        foreach (var silo in _silos)
        {
            silo.IsIsolated = false;
            foreach (var activation in silo.Engine?.Activations() ?? [])
            {
                if (activation.Class.MaxWorkers > 0)
                    continue;
                if (_directory.TryAdd(activation.GrainId, silo) || _directory[activation.GrainId] == silo)
                    continue;
                activation.Deactivate(new(DeactivationReasonCode.DuplicateActivation, "The grain lives elsewhere."));
            }
        }
    }

    /// <summary>Whether replies of one engine reach another.</summary>
    internal static bool CanReach(SimulatorEngine from, SimulatorEngine to) =>
        from == to || from.Options.Silo is not { } sender || to.Options.Silo is not { } receiver || !sender.Cluster._cuts.Contains((sender, receiver));

    /// <summary>Carries a call from a silo to the silo of its grain, according to what the first silo knows.</summary>
    internal void Route(Call call, VirtualSilo from)
    {
        var target = Locate(call.Target, from);
        if (target != from && _cuts.Contains((from, target)))
            return;
        if (target.State != VirtualSiloState.Dead)
            target.Engine!.Receive(call);
        else if (Run.Draw(2) == 0)
            call.Reject(new SiloUnavailableException($"{target} does not answer: {call}."));
    }

    /// <summary>Removes a grain that ended on a silo.</summary>
    internal void Forget(GrainId grain, VirtualSilo silo)
    {
        if (_directory.TryGetValue(grain, out var known) && known == silo)
            _directory.Remove(grain);
    }

    private VirtualSilo Locate(GrainId grain, VirtualSilo from)
    {
        if (from.IsIsolated || from.Engine!.IsWorker(grain))
            return from;
        if (_directory.TryGetValue(grain, out var known))
            return known;
        var staying = _silos.FindAll(static silo => !silo.IsLeaving);
        var placed = staying.Count > 0 ? staying[Run.Draw(staying.Count)] : from;
        _directory.Add(grain, placed);
        return placed;
    }
}
