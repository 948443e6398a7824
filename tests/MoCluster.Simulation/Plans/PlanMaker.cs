using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Simulation.Faults;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation.Plans;

/// <summary>Draws a plan from a seed. Times are in milliseconds here.</summary>
internal sealed class PlanMaker
{
    /// <summary>The namespace of the publications.</summary>
    public const string Namespace = "n";

    private const int Length = 30_000;

    /// <summary>In some runs all faults come within this time, on top of each other.</summary>
    private const int StormLength = 2_500;

    private static readonly string[] s_routingKeys = ["a", "b"];
    private static readonly string[] s_types = ["facet", "class"];

    private readonly SeededRandom _random;
    private readonly int? _storm;
    private readonly int _seed;

    private PlanMaker(int seed)
    {
        _seed = seed;
        _random = new SeededRandom((ulong)seed * 0x2545F4914F6CDD1D);
        _storm = Percent(40) ? Next(Length - StormLength) : null;
    }

    /// <summary>Draws a plan.</summary>
    /// <param name="seed">Determines the plan.</param>
    public static Plan Draw(int seed)
    {
        // Parts that were added later are drawn last, so that a seed keeps the meaning of its earlier parts.
        var maker = new PlanMaker(seed);
        var plan = maker.Draw();
        plan = maker.Percent(15) ? plan with { Pauses = plan.Pauses.Add(maker.Suspension(plan.Listeners.Length)) } : plan;
        return maker.Percent(30) ? maker.WithDeliveries(plan) : plan;
    }

    private Plan Draw()
    {
        var isEmbedded = Percent(15);
        var silos = isEmbedded ? 1 : 1 + Next(4);
        var listeners = Many(1 + Next(4), Listener);
        return new Plan
        {
            Origin = _seed,
            Seed = _seed,
            Silos = silos,
            IsEmbedded = isEmbedded,
            Tight = Percent(40),
            Listeners = listeners,
            Consumers = [.. listeners.SelectMany(listener => Enumerable.Range(0, 1 + Next(3)).Select(_ => listener.Index).ToArray())
                .Select((listener, index) => Consumer(index, listener))],
            Publications = Many(4 + Next(22), Publication),
            Changes = Percent(60) ? Many(2 + Next(14), Change) : [],
            Entries = Percent(55) ? Many(1 + Next(14), index => Entry(index, listeners.Length)) : [],
            Moves = Percent(25) ? Many(1 + Next(4), index => Move(index, listeners.Length)) : [],
            Pauses = Percent(20) ? Many(1 + Next(2), index => new PausePlan(
                index, Milliseconds(Next(Length)), Next(listeners.Length), Milliseconds(Next(8_000)))) : [],
            Faults = Many(Next(14), _ => DrawFault(silos, isEmbedded)),
        };
    }

    private ListenerPlan Listener(int index) => new(
        index,
        Percent(70) ? new StreamKey(Namespace, Any(s_routingKeys)) : StreamKey.Native(Any(s_types)),
        Percent(30) ? "g" : null,
        Milliseconds(1_000 + Next(6_000)),
        Milliseconds(1_000 + Next(8_000)),
        Percent(25) ? 1 + Next(3) : 0,
        Percent(20) ? 1 + Next(3) : 1_000,
        Percent(75) ? TimeSpan.Zero : Milliseconds(Next(Length)),
        Percent(85) ? null : Milliseconds(Next(Length)));

    private ConsumerPlan Consumer(int index, int listener) => new(
        index, listener, Milliseconds(Next(6_000)), 3 + Next(20), Next(int.MaxValue), Percent(50) ? 1 + Next(3) : 1 + Next(30),
        Percent(20) ? 1 + Next(4) : null, Percent(60) ? Next(40) : 0, Percent(50) ? Next(30) : 0, Percent(50) ? Next(40) : 0, Percent(35) ? Next(60) : 0, Percent(20));

    private PublishPlan Publication(int index) => new(
        index, Milliseconds(Next(Length)), Many(Percent(60) ? 1 : 1 + Next(8), _ => Event()), Percent(50));

    private PlannedEvent Event() => new(
        Any(s_routingKeys),
        $"{(char)('q' + Next(Percent(70) ? 3 : 8))}",
        Percent(50) ? 10_000 : Percent(80) ? 1 + Next(5) : 20_000 + Next(3),
        Percent(75) ? null : $"k{Next(3)}",
        Percent(12) ? (PlannedTarget)(1 + Next(4)) : PlannedTarget.None);

    private ChangePlan Change(int index)
    {
        var kind = index < 2 ? MutationKind.Create : Next(10) switch
        {
            < 3 => MutationKind.Create,
            < 8 => MutationKind.Edit,
            8 => MutationKind.Terminate,
            _ => MutationKind.Delete,
        };
        return new(
            index, Milliseconds(index < 2 ? Next(2_000) : Next(Length)), index < 2 ? index : Next(4), kind, Percent(15), Percent(60), Percent(30),
            Percent(10));
    }

    private EntryPlan Entry(int index, int listeners) => new(
        index,
        Milliseconds(2_000 + Next(Length)),
        Next(listeners),
        Percent(20) ? null : (EntryVerb)Next(Enum.GetValues<EntryVerb>().Length),
        Percent(35) ? null : string.Concat(Enumerable.Range(0, 1 + Next(2)).Select(_ => (char)('q' + Next(4)))),
        Percent(10) ? 1 + Next(5) : null,
        Percent(10) ? Percent(50) : null,
        Percent(10) ? Percent(50) : null);

    private MovePlan Move(int index, int listeners) => new(
        index,
        Milliseconds(1_000 + Next(Length)),
        Next(listeners),
        (PositionKind)Next(Enum.GetValues<PositionKind>().Length),
        1 + Next(Percent(80) ? 12 : 60),
        Milliseconds(Next(Length)));

    private PausePlan Suspension(int listeners) =>
        new(9, Milliseconds(2_000 + Next(Length)), Next(listeners), Milliseconds(Next(Percent(50) ? 4_000 : 30_000)), Suspends: true);

    private Plan WithDeliveries(Plan plan)
    {
        var targets = Many(1 + Next(2), index => new TargetPlan(index, Percent(70) ? Next(70) : 0, 1 + Next(4), 1 + Next(4)));
        var objects = 1 + Next(4);
        return plan with
        {
            Targets = targets,
            Deliveries = Many(3 + Next(25), index => Delivery(index, targets.Length, objects)),
            Faults = Percent(25) ? [.. plan.Faults.Where(fault => fault is Fault.Store or Fault.Doorbells)] : plan.Faults,
        };
    }

    private DeliveryPlan Delivery(int index, int targets, int objects)
    {
        var verb = Next(40) switch
        {
            0 => DeliveryVerb.Remove,
            < 4 => DeliveryVerb.ReplayParked,
            < 6 => DeliveryVerb.Replay,
            < 9 => DeliveryVerb.Skip,
            _ => DeliveryVerb.Write,
        };
        return new(index, Milliseconds(Next(Length)), Next(targets), verb, verb == DeliveryVerb.Write ? Many(1 + Next(6), _ => Next(objects)) : [], Percent(80));
    }

    private Fault DrawFault(int silos, bool isEmbedded)
    {
        var at = Milliseconds(_storm is { } storm ? storm + Next(StormLength) : Next(Length));
        var steps = Percent(60) ? Next(120) : 0;
        var time = Milliseconds(50 + Next(Percent(50) ? 1_000 : 9_000));
        var percent = Percent(30) ? 100 : 5 + Next(70);
        return Next(isEmbedded ? 21 : 17) switch
        {
            > 16 => new Fault.Disk(at, steps, Next(60)),
            < 4 => new Fault.Crash(at, steps, Next(silos), Milliseconds(Next(5_000)), Milliseconds(Next(8_000))),
            16 => new Fault.Restart(at, steps, Next(silos), Milliseconds(Next(4_000))),
            4 => new Fault.Freeze(at, steps, Next(silos), time, Percent(60) ? Milliseconds(Next(6_000)) : null),
            5 or 6 => new Fault.Isolate(at, steps, Next(silos), time, Percent(50)),
            7 => new Fault.Cut(at, steps, Next(silos), Next(silos), time),
            8 or 9 => new Fault.Deactivate(at, steps, Next(1_000)),
            10 or 11 => new Fault.Store(at, steps, (StoreFault)Next(Enum.GetValues<StoreFault>().Length), percent, time),
            12 => new Fault.StoreCrash(at, steps, time),
            13 or 14 => new Fault.Doorbells(at, steps, (DoorbellFault)Next(Enum.GetValues<DoorbellFault>().Length), percent, time),
            _ => new Fault.ClockJump(at, steps, Percent(50) ? null : Next(silos), Jump()),
        };

        TimeSpan Jump() => Milliseconds(Next(Percent(70) ? 4_000 : 60_000));
    }

    private int Next(int bound) => _random.Next(bound);

    private bool Percent(int percent) => Next(100) < percent;

    private string Any(string[] choice) => choice[Next(choice.Length)];

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static ImmutableArray<T> Many<T>(int count, Func<int, T> draw) => [.. Enumerable.Range(0, count).Select(draw)];
}
