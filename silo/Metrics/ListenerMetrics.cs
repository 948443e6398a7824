using System.Diagnostics.Metrics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// How the listeners that are awake in this silo stand, and the streams. A listener that sleeps has no series: nobody has fetched from it
/// for ten minutes. What the log holds for it is told by the streams.
/// </summary>
internal sealed class ListenerMetrics
{
    private readonly AwakeListeners _awake;
    private readonly EventStreamSweep _sweep;
    private readonly PinnedListeners _pinned;
    private readonly TimeProvider _time;
    private readonly int _most;

    /// <summary>Adds the instruments to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="awake">The listeners.</param>
    /// <param name="sweep">Knows the ends of streams.</param>
    /// <param name="pinned">Knows which listeners pin the log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="most">How many listeners are told of at most: those with the lowest uuids.</param>
    public ListenerMetrics(Meter meter, AwakeListeners awake, EventStreamSweep sweep, PinnedListeners pinned, TimeProvider time, int most)
    {
        (_awake, _sweep, _pinned, _time, _most) = (awake, sweep, pinned, time, most);
        Gauge(meter, "pending", "Entries that wait to be fetched, those in back-off included.", value => value.Status.Pending);
        Gauge(meter, "delayed", "Those of them that wait for an instant.", value => value.Status.Delayed);
        Gauge(meter, "leased", "Entries in somebody's hand.", value => value.Status.Leased);
        Gauge(meter, "parked", "Entries set aside.", value => value.Status.Parked);
        Gauge(meter, "silenced", "Entries that are delivered last and raise no alert.", value => value.Status.Silenced);
        Gauge(meter, "unread", "Events of the stream that the queue has not read yet.", value => value.Status.Head - value.Status.Read);
        Gauge(meter, "attempts", "The most deliveries of one entry that came back.", value => value.Status.Attempts);
        Gauge(meter, "paused", "1 while it is paused.", value => value.Definition.Pause is null ? 0 : 1);
        Gauge(meter, "suspended", "1 while it is suspended, for it held the log too long.", value => value.Definition.Suspension is null ? 0 : 1);
        meter.CreateObservableGauge(
            "mocluster.listener.oldest_age",
            () => Listeners().Select(value => new Measurement<double>(Age(value.Status), GrainMetrics.LabelsOf(value.Definition))),
            "s",
            "How long the event has waited that waits longest of those neither silenced nor parked; 0 when none waits.");
        meter.CreateObservableGauge("mocluster.listeners.awake", () => _awake.All.Count(), "{listener}", "Listeners whose queue is in this silo's memory.");
        meter.CreateObservableGauge(
            "mocluster.listener.pinned_age",
            () => _pinned.Found.Take(_most).Select(value => new Measurement<double>(
                (_time.GetUtcNow() - value.Oldest).TotalSeconds, GrainMetrics.LabelsOf(value.Definition))),
            "s",
            "How old the oldest event is that a listener has not settled, of those that pin the log, awake or not. Every silo tells the same.");
        meter.CreateObservableGauge(
            "mocluster.stream.kept",
            () => _sweep.Heads.Select(head => new Measurement<long>(
                head.Last - head.First + 1, new("namespace", head.Stream.Namespace), new("routing_key", head.Stream.RoutingKey))),
            "{event}",
            "Events that a stream keeps: those within the retention, and those that a listener holds. Every silo tells the same.");
        meter.CreateObservableGauge(
            "mocluster.stream.head",
            () => _sweep.Heads.Select(head => new Measurement<long>(
                head.Last, new("namespace", head.Stream.Namespace), new("routing_key", head.Stream.RoutingKey))),
            "{event}",
            "The number of a stream's last event. Every silo tells the same.");
    }

    private double Age(ListenerStatus status) =>
        status.Oldest is { } oldest && _time.GetUtcNow() - oldest is { Ticks: > 0 } age ? age.TotalSeconds : 0;

    private void Gauge(Meter meter, string name, string description, Func<AwakeListener, long> value) => meter.CreateObservableGauge(
        $"mocluster.listener.{name}",
        () => Listeners().Select(listener => new Measurement<long>(value(listener), GrainMetrics.LabelsOf(listener.Definition))),
        description: description);

    private IEnumerable<AwakeListener> Listeners() => _awake.All.OrderBy(value => value.Definition.Uuid).Take(_most);
}
