using System.Collections.Immutable;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulation.Faults;

/// <summary>Makes the planned faults happen, between two steps of the run, and ends each one when its time is over.</summary>
internal sealed class Nemesis
{
    private readonly World.World _world;
    private readonly List<Fault> _coming;
    private Fault? _next;
    private long _fromStep;
    private bool _isOver;

    /// <summary>Waits for the run to begin.</summary>
    /// <param name="world">The world of the run.</param>
    /// <param name="faults">The faults.</param>
    public Nemesis(World.World world, ImmutableArray<Fault> faults)
    {
        _world = world;
        _coming = [.. faults.OrderByDescending(fault => fault.At)];

        // Virtual time stops at each fault's time, so that its steps can be counted from there.
        foreach (var fault in faults)
            world.Run.Post(fault.At, () => { });
        world.Run.BetweenSteps = Look;
    }

    /// <summary>How many faults happened.</summary>
    public int Happened { get; private set; }

    /// <summary>Ends all faults: everything that is down restarts, everything that is cut off is joined again.</summary>
    public void End()
    {
        _isOver = true;
        _world.Run.BetweenSteps = null;
        Tell("faults end");
        _world.Store.Heal();
        _world.Doorbells.Heal();
        _world.AreTargetsInTrouble = false;
        for (var place = 0; place < _world.Silos.Count; place++)
        {
            if (_world.Silos[place] is { } silo)
                silo.Virtual.GoOn();
            else
                _world.Begin(place);
        }

        foreach (var one in _world.Cluster.Silos)
        {
            foreach (var other in _world.Cluster.Silos)
                _world.Cluster.Cut(one, other, cut: false);
        }

        foreach (var silo in _world.Dead)
            _world.Cluster.DeclareDead(silo);
        _world.Cluster.Reconcile();
    }

    private void Look()
    {
        while (_next is not null || _coming.Count > 0)
        {
            if (_next is null)
            {
                if (_coming[^1].At > _world.Run.Time.Elapsed)
                    return;
                _next = _coming[^1];
                _coming.RemoveAt(_coming.Count - 1);
                _fromStep = _world.Run.Steps;
            }

            if (_world.Run.Steps - _fromStep < _next.Steps)
                return;
            Happened++;
            Tell($"** {_next}");
            Happen(_next);
            _next = null;
        }
    }

    private void Happen(Fault fault)
    {
        switch (fault)
        {
            case Fault.Crash crash:
                Crash(crash);
                break;
            case Fault.Restart restart:
                _world.Restart(restart.Silo % _world.Silos.Count, restart.Back);
                break;
            case Fault.Freeze freeze:
                Freeze(freeze);
                break;
            case Fault.Isolate isolate:
                Isolate(isolate);
                break;
            case Fault.Cut cut when SiloAt(cut.One) is { } one && SiloAt(cut.Other) is { } other && one != other:
                _world.Cluster.Cut(one, other);
                After(cut.For, "joined again", () => _world.Cluster.Cut(one, other, cut: false));
                break;
            case Fault.Deactivate deactivate:
                Tell($"   {_world.Cluster.Deactivate(deactivate.Drawn)}");
                break;
            case Fault.Store store:
                _world.Store.Set(store.Kind, store.Percent);
                After(store.For, $"the store: {store.Kind} is over", () => _world.Store.Set(store.Kind, 0));
                break;
            case Fault.Disk disk:
                _world.Store.FailAfter(disk.Operations);
                break;
            case Fault.StoreCrash when _world.IsEmbedded:
                Crash(new Fault.Crash(fault.At, 0, 0, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
                break;
            case Fault.StoreCrash crash:
                _world.Store.Crash();
                After(crash.For, "the store is back", _world.Store.Restart);
                break;
            case Fault.Doorbells doorbells:
                _world.Doorbells.Set(doorbells.Kind, doorbells.Percent);
                After(doorbells.For, $"doorbells: {doorbells.Kind} is over", () => _world.Doorbells.Set(doorbells.Kind, 0));
                break;
            case Fault.ClockJump { Silo: null } jump:
                _world.Store.Clock.Ahead += jump.By;
                break;
            case Fault.ClockJump { Silo: { } place } jump when SiloAt(place) is { } silo:
                silo.Time.Skew += jump.By;
                break;
        }
    }

    private void Crash(Fault.Crash crash)
    {
        if (_world.Kill(crash.Silo % _world.Silos.Count) is not { } killed)
            return;
        After(crash.Noticed, $"{killed.Virtual} is declared dead", () => _world.Cluster.DeclareDead(killed.Virtual));
        After(crash.Back, $"a process begins in place of {killed.Virtual}", () => _world.BeginAgain(crash.Silo % _world.Silos.Count));
    }

    private void Freeze(Fault.Freeze freeze)
    {
        if (SiloAt(freeze.Silo) is not { State: VirtualSiloState.Running } silo)
            return;
        silo.Freeze();
        if (freeze.Noticed is { } noticed)
            After(noticed, $"{silo} is declared dead though it is frozen", () => _world.Cluster.DeclareDead(silo));
        After(freeze.For, $"{silo} goes on", silo.GoOn);
    }

    private void Isolate(Fault.Isolate isolate)
    {
        if (SiloAt(isolate.Silo) is not { } silo)
            return;
        silo.IsIsolated = true;
        After(isolate.For, $"{silo} sees the others", () =>
        {
            silo.IsIsolated = false;
            if (isolate.Reconciled)
                _world.Cluster.Reconcile();
        });
    }

    private VirtualSilo? SiloAt(int place) => _world.Silos[place % _world.Silos.Count]?.Virtual;

    private void After(TimeSpan time, string what, Action action) => _world.Run.Post(time, () =>
    {
        if (_isOver)
            return;
        Tell($"** {what}");
        action();
    });

    private void Tell(string line) => _world.Record.Transcript?.Tell(line);
}
