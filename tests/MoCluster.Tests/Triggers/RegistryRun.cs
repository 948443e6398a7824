using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Triggers;
using MoCluster.Simulator;
using MoCluster.Simulator.Scheduling;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Tests.Triggers;

/// <summary>
/// A seeded run of three silos: an endpoint adds and withdraws triggers, and refreshes are asked for at any silo, while silos are killed, frozen and cut
/// off. No trigger may run after the refresh returned that removed it, and one that was added runs on every silo within a second.
/// </summary>
internal sealed class RegistryRun(int seed) : IDisposable
{
    private static readonly string[] Urls = ["/a", "/b", "/c"];

    private readonly List<SimulatedRegistrySilo> _silos = [];
    private readonly HashSet<string> _withdrawn = [.. Urls];
    private readonly Dictionary<(string Url, string Silo), TimeSpan> _ran = [];
    private readonly List<string> _violations = [];
    private int _started;

    public SeededScheduler Scheduler { get; } = new(seed) { MaxSteps = 2_000_000 };

    public VirtualCluster Cluster { get; private set; } = null!;

    public SimulatedStorage Storage { get; } = new();

    /// <summary>What the endpoint registers now.</summary>
    public ImmutableArray<EndpointTrigger> Registered { get; private set; } = [];

    public bool IsOver { get; private set; }

    /// <summary>How many refreshes returned.</summary>
    public int Refreshes { get; private set; }

    /// <summary>How often triggers ran.</summary>
    public int Runs { get; private set; }

    private TimeSpan Now => Scheduler.Time.GetElapsedTime(0);

    public IReadOnlyList<string> Run()
    {
        Cluster = new VirtualCluster(Scheduler);
        for (var i = 0; i < 3; i++)
            Begin();
        for (var i = 0; i < 20; i++)
            Scheduler.Post(TimeSpan.FromSeconds(1 + (i * 2)), Disturb);
        Scheduler.Run(DriveAsync);
        return _violations;
    }

    public void Ran(EndpointTrigger trigger, string silo)
    {
        Runs++;
        _ran[(trigger.Url, silo)] = Now;
        if (_withdrawn.Contains(trigger.Url))
            _violations.Add($"{trigger.Url} ran on {silo} at {Now}, after the refresh that removed it had returned");
    }

    public void Dispose()
    {
        foreach (var silo in _silos)
            silo.Dispose();
    }

    private void Begin() => _silos.Add(new SimulatedRegistrySilo(this, $"s{_started++}"));

    /// <summary>Kills, freezes or cuts off a silo, but never the first: the run is driven from there.</summary>
    private void Disturb()
    {
        var running = _silos.Where(silo => silo.Virtual.State != VirtualSiloState.Dead).Skip(1).ToArray();
        var one = running[Scheduler.Draw(running.Length)];
        var pause = TimeSpan.FromMilliseconds(100 + Scheduler.Draw(8_000));
        switch (Scheduler.Draw(4))
        {
            case 0:
                Cluster.Crash(one.Virtual);
                Cluster.DeclareDead(one.Virtual);
                Begin();
                break;
            case 1:
                one.Virtual.Freeze();
                Scheduler.Post(pause, one.Virtual.GoOn);
                break;
            case 2:
                Cluster.Cut(one.Virtual, _silos[0].Virtual);
                Scheduler.Post(pause, () => Cluster.Cut(one.Virtual, _silos[0].Virtual, cut: false));
                break;
            default:
                Cluster.Deactivate(Scheduler.Draw(100));
                break;
        }
    }

    private async Task DriveAsync()
    {
        for (var change = 0; change < 30; change++)
        {
            var listed = Urls.Where(_ => Scheduler.Draw(2) == 0).ToArray();
            // A trigger may run from the moment the endpoint lists it.
            _withdrawn.ExceptWith(listed);
            Registered = [.. listed.Select(Trigger)];
            if (await TryRefreshAsync())
            {
                Refreshes++;
                _withdrawn.UnionWith(Urls.Except(listed));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Scheduler.Draw(2_000)), Scheduler.Time);
        }

        // The disturbances are over: every silo that lives runs what was added within a second.
        await Task.Delay(TimeSpan.FromSeconds(60), Scheduler.Time);
        Registered = [];
        while (!await TryRefreshAsync())
            await Task.Delay(TimeSpan.FromSeconds(1), Scheduler.Time);
        (_, Registered) = (_withdrawn.Remove("/a"), [Trigger("/a")]);
        _ran.Clear();
        Assert.True(await TryRefreshAsync());
        await Task.Delay(TimeSpan.FromSeconds(1), Scheduler.Time);
        foreach (var silo in _silos.Where(silo => silo.Virtual.State == VirtualSiloState.Running && !_ran.ContainsKey(("/a", silo.Virtual.Name))))
            _violations.Add($"/a did not run on {silo.Virtual.Name} within a second");
        IsOver = true;
    }

    private async Task<bool> TryRefreshAsync()
    {
        try
        {
            return (await _silos[0].Grain.RefreshAsync(null, CancellationToken.None)).Succeeded;
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException or TaskCanceledException)
        {
            return false;
        }
    }

    private static EndpointTrigger Trigger(string url)
    {
        var stage = new TriggerStage(TriggerEventType.Before, "org_unit", MutationKind.Create);
        return new EndpointTrigger { Id = TriggerIds.Of("http://a", url, stage), Endpoint = "http://a", Url = url, Stage = stage };
    }
}
