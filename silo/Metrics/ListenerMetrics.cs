using System.Diagnostics.Metrics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// The gauges of listeners and streams. If the queue of a listener is active in this silo, the values come from the queue and have the label
/// <c>source="queue"</c>. For other listeners with a backlog they come from the store, have the label <c>source="store"</c>, and are only those
/// that need no queue. So there are also values for an integration that has stopped fetching, or never began.
/// </summary>
/// <remarks>
/// Every silo reports the same values for listeners whose queue is not active; the silo with an active queue reports more. Values from the
/// store are as old as the last read, and up to a minute behind the queue, which commits some settlements with that delay. Alerts prefer
/// values from a queue.
/// </remarks>
internal sealed class ListenerMetrics
{
    private static readonly KeyValuePair<string, object?> FromQueue = new("source", "queue");
    private static readonly KeyValuePair<string, object?> FromStore = new("source", "store");

    /// <summary>Orders listeners by value. Of equal values, the lowest uuid counts as the highest.</summary>
    private static readonly Comparer<(double Value, Guid Uuid)> LeastFirst = Comparer<(double Value, Guid Uuid)>.Create(
        (one, other) => one.Value.CompareTo(other.Value) is var order and not 0 ? order : other.Uuid.CompareTo(one.Uuid));

    private readonly AwakeListeners _awake;
    private readonly ListenerBacklogs _backlogs;
    private readonly EventStreamSweep _sweep;
    private readonly PinnedListeners _pinned;
    private readonly TimeProvider _time;
    private readonly int _most;

    /// <summary>Adds the instruments to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="awake">The listeners whose queues are active in this silo.</param>
    /// <param name="backlogs">The backlogs of all listeners.</param>
    /// <param name="sweep">Knows the heads of streams.</param>
    /// <param name="pinned">Knows which listeners pin the log.</param>
    /// <param name="time">The current time, for ages.</param>
    /// <param name="options">Limits the number of listeners of a metric.</param>
    public ListenerMetrics(
        Meter meter,
        AwakeListeners awake,
        ListenerBacklogs backlogs,
        EventStreamSweep sweep,
        PinnedListeners pinned,
        TimeProvider time,
        MetricsOptions options)
    {
        (_awake, _backlogs, _sweep, _pinned, _time) = (awake, backlogs, sweep, pinned, time);
        _most = Math.Min(options.MaxListeners, options.MaxSeries);
        Gauge(
            meter,
            "pending",
            "Entries that wait to be fetched, including those in back-off. For a queue that is not active, only those that were delivered before.",
            listener => listener.Queue?.Status.Pending ?? listener.Backlog!.Waiting);
        Gauge(meter, "delayed", "Pending entries that wait for an instant.", listener => listener.Queue?.Status.Delayed);
        Gauge(meter, "leased", "Leased entries.", listener => listener.Queue?.Status.Leased);
        Gauge(meter, "parked", "Parked entries.", Parked);
        Gauge(meter, "silenced", "Silenced entries: they are delivered last and raise no alert.", listener => listener.Queue?.Status.Silenced);
        Gauge(
            meter,
            "unread",
            "Events of the stream that the queue has not read yet. For a queue that is not active, those that are not known to be settled.",
            listener => listener.Queue is { Status: var status } ? status.Head - status.Read : listener.Backlog!.Unread);
        Gauge(meter, "attempts", "The most deliveries of one entry that ended without an acknowledgement.", listener => listener.Queue?.Status.Attempts);
        Gauge(meter, "paused", "1 while the listener is paused.", listener => Flag(listener, listener.Definition.Pause is not null));
        Gauge(
            meter,
            "suspended",
            "1 while it is suspended, for it held the log too long.",
            listener => Flag(listener, listener.Definition.Suspension is not null));
        Gauge(
            meter,
            "oldest_age",
            "The longest time that an event has waited, not counting silenced and parked ones; 0 when none waits.",
            listener => Oldest(listener) is { } since && _time.GetUtcNow() - since is { Ticks: > 0 } age ? age.TotalSeconds : 0,
            "s");
        meter.CreateObservableGauge("mocluster.listeners.awake", () => _awake.All.Count(), "{listener}", "Listeners whose queue is active in this silo.");
        meter.CreateObservableGauge(
            "mocluster.listeners.cut",
            Cut,
            "{listener}",
            "Listeners with waiting or parked events that have no series, because there are more than Metrics:MaxListeners.");
        meter.CreateObservableGauge(
            "mocluster.listener.pinned_age",
            () => _pinned.Found.OrderBy(value => value.Oldest).Take(_most).Select(value => new Measurement<double>(
                (_time.GetUtcNow() - value.Oldest).TotalSeconds, GrainMetrics.LabelsOf(value.Definition))),
            "s",
            "The age of the oldest unsettled event of a listener that pins the log. Every silo reports the same.");
        meter.CreateObservableGauge(
            "mocluster.stream.kept",
            () => _sweep.Heads.Select(head => new Measurement<long>(
                head.Last - head.First + 1, new("namespace", head.Stream.Namespace), new("routing_key", head.Stream.RoutingKey))),
            "{event}",
            "Events that a stream keeps: those within the retention, and those that a listener has not settled. Every silo reports the same.");
        meter.CreateObservableGauge(
            "mocluster.stream.head",
            () => _sweep.Heads.Select(head => new Measurement<long>(
                head.Last, new("namespace", head.Stream.Namespace), new("routing_key", head.Stream.RoutingKey))),
            "{event}",
            "The number of the last event of a stream. Every silo reports the same.");
    }

    /// <summary>The value of a flag. 0 is reported only for active queues, which have series anyway.</summary>
    private static double? Flag(Told listener, bool isSet) => isSet ? 1 : listener.Queue is null ? null : 0;

    private static double? Parked(Told listener) => listener.Queue?.Status.Parked ?? listener.Backlog!.Parked;

    /// <summary>The age of the oldest waiting event. A queue does not know the times of events that it has not read; the store does.</summary>
    private static DateTimeOffset? Oldest(Told listener) => listener.Queue is { Status: var status }
        ? status.Oldest ?? (status.Head > status.Read || status.Pending > 0 ? listener.Backlog?.Oldest : null)
        : listener.Backlog!.Oldest;

    private int Cut()
    {
        var listeners = Listeners().ToList();
        var waiting = listeners.Count(listener => Oldest(listener) is not null);
        var parked = listeners.Count(listener => Parked(listener) > 0);
        return Math.Max(Math.Max(waiting, parked) - _most, 0);
    }

    /// <summary>Adds a gauge with one series for each listener. If there are too many listeners, those with the highest values are chosen.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="name">The name of the gauge.</param>
    /// <param name="description">The description of the gauge.</param>
    /// <param name="value">The value for a listener; null if only a queue knows it and the queue is not active.</param>
    /// <param name="unit">The unit; null for none.</param>
    private void Gauge(Meter meter, string name, string description, Func<Told, double?> value, string? unit = null) => meter.CreateObservableGauge(
        $"mocluster.listener.{name}", () => Highest(value), unit, description);

    private IEnumerable<Measurement<double>> Highest(Func<Told, double?> value)
    {
        // Nothing is sorted: of ten thousand listeners, most are passed over at the first comparison.
        var highest = new PriorityQueue<Told, (double Value, Guid Uuid)>(LeastFirst);
        foreach (var listener in Listeners())
        {
            if (value(listener) is not { } measured)
                continue;
            var rank = (measured, listener.Definition.Uuid);
            if (highest.Count < _most)
                highest.Enqueue(listener, rank);
            else if (_most > 0)
                highest.EnqueueDequeue(listener, rank);
        }

        return highest.UnorderedItems.Select(told => new Measurement<double>(told.Priority.Value, LabelsOf(told.Element)));
    }

    private static KeyValuePair<string, object?>[] LabelsOf(Told listener) =>
        [.. GrainMetrics.LabelsOf(listener.Definition), listener.Queue is null ? FromStore : FromQueue];

    /// <summary>The listeners that have values, each once.</summary>
    private IEnumerable<Told> Listeners()
    {
        var awake = new Dictionary<Guid, AwakeListener>();
        foreach (var queue in _awake.All)
            awake[queue.Definition.Uuid] = queue;
        foreach (var (uuid, queue) in awake)
            yield return new Told(queue.Definition, queue, _backlogs.Found.GetValueOrDefault(uuid));
        foreach (var (uuid, backlog) in _backlogs.Found)
        {
            if (!awake.ContainsKey(uuid))
                yield return new Told(backlog.Definition, null, backlog);
        }
    }

    /// <summary>The known values of a listener. At least one of the queue and the backlog is there.</summary>
    /// <param name="Definition">The definition of the listener.</param>
    /// <param name="Queue">The values of its queue if it is active in this silo.</param>
    /// <param name="Backlog">The backlog at the last read of the store, if there was any.</param>
    private readonly record struct Told(ListenerDefinition Definition, AwakeListener? Queue, ListenerBacklog? Backlog);
}
