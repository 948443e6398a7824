using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Objects.Effects;

namespace MoCluster.Simulation.World;

/// <summary>The settings of the grains: the defaults, or ones so small that every queue, window and batch fills up.</summary>
internal sealed record Limits
{
    /// <summary>The defaults of a process, except for times that would make a run last for hours.</summary>
    public static Limits Usual { get; } = new();

    /// <summary>Very small limits.</summary>
    public static Limits Tight { get; } = new()
    {
        Listeners = new ListenerOptions
        {
            Window = 2,
            CommitSize = 2,
            LaneEntries = 16,
            OwedNumbers = 2,
            OwedAge = TimeSpan.FromSeconds(2),
            SleepAfter = TimeSpan.FromSeconds(4),
        },
        Routers = new RouterOptions { TailEvents = 4, BatchEvents = 2, EarlyBatches = 1 },
        Effects = new EffectClockOptions { EffectBatch = 2 },
        Deliveries = new DeliveryOptions { DeliverySweep = TimeSpan.FromSeconds(1), SleepAfter = TimeSpan.FromSeconds(2), Portion = 2 },
        Retention = TimeSpan.FromSeconds(12),
    };

    /// <summary>The settings of listener groups.</summary>
    public ListenerOptions Listeners { get; init; } = new() { OwedAge = TimeSpan.FromSeconds(10), SleepAfter = TimeSpan.FromSeconds(40) };

    /// <summary>The settings of routers.</summary>
    public RouterOptions Routers { get; init; } = new();

    /// <summary>The settings of the effect clock.</summary>
    public EffectClockOptions Effects { get; init; } = new();

    /// <summary>The settings of deliveries.</summary>
    public DeliveryOptions Deliveries { get; init; } = new() { DeliverySweep = TimeSpan.FromSeconds(1), SleepAfter = TimeSpan.FromSeconds(15) };

    /// <summary>How long events are kept; longer than any lease.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromSeconds(30);
}
