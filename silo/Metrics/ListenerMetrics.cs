using System.Diagnostics.Metrics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// How the listeners stand, and the streams. Of a listener whose queue is awake in this silo the queue tells, under the label
/// <c>source="queue"</c>; of any other before which something lies, the store does, under <c>source="store"</c>, with what can be told
/// without its queue. So an integration that has stopped fetching, or never began, is told of all the same.
/// </summary>
/// <remarks>
/// Every silo tells the same of listeners that sleep, and one of them more of a listener that is awake in it. What the store tells is as
/// old as the last look at it, and up to a minute behind the queue, which owes it settlements so long. Alerts prefer what a queue tells.
/// </remarks>
internal sealed class ListenerMetrics
{
    private static readonly KeyValuePair<string, object?> FromQueue = new("source", "queue");
    private static readonly KeyValuePair<string, object?> FromStore = new("source", "store");

    /// <summary>Of equal values those with the lowest uuids are the highest.</summary>
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
    /// <param name="awake">The listeners whose queues are awake in this silo.</param>
    /// <param name="backlogs">Knows what lies before all listeners.</param>
    /// <param name="sweep">Knows the ends of streams.</param>
    /// <param name="pinned">Knows which listeners pin the log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">Of how many listeners a metric tells at most: those with the highest values.</param>
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
            "Entries that wait to be fetched, those in back-off included. Of a queue that sleeps, those that had been delivered before.",
            listener => listener.Queue?.Status.Pending ?? listener.Backlog!.Waiting);
        Gauge(meter, "delayed", "Those of them that wait for an instant.", listener => listener.Queue?.Status.Delayed);
        Gauge(meter, "leased", "Entries in somebody's hand.", listener => listener.Queue?.Status.Leased);
        Gauge(meter, "parked", "Entries set aside.", Parked);
        Gauge(meter, "silenced", "Entries that are delivered last and raise no alert.", listener => listener.Queue?.Status.Silenced);
        Gauge(
            meter,
            "unread",
            "Events of the stream that the queue has not read yet. Of a queue that sleeps, those that are not known to be settled.",
            listener => listener.Queue is { Status: var status } ? status.Head - status.Read : listener.Backlog!.Unread);
        Gauge(meter, "attempts", "The most deliveries of one entry that came back.", listener => listener.Queue?.Status.Attempts);
        Gauge(meter, "paused", "1 while it is paused.", listener => Flag(listener, listener.Definition.Pause is not null));
        Gauge(
            meter,
            "suspended",
            "1 while it is suspended, for it held the log too long.",
            listener => Flag(listener, listener.Definition.Suspension is not null));
        Gauge(
            meter,
            "oldest_age",
            "How long the event has waited that waits longest of those neither silenced nor parked; 0 when none waits.",
            listener => Oldest(listener) is { } since && _time.GetUtcNow() - since is { Ticks: > 0 } age ? age.TotalSeconds : 0,
            "s");
        meter.CreateObservableGauge("mocluster.listeners.awake", () => _awake.All.Count(), "{listener}", "Listeners whose queue is in this silo's memory.");
        meter.CreateObservableGauge(
            "mocluster.listeners.cut",
            Cut,
            "{listener}",
            "Listeners at which an event waits, or is parked, and of which that is not told, for there are more than Metrics:MaxListeners.");
        meter.CreateObservableGauge(
            "mocluster.listener.pinned_age",
            () => _pinned.Found.OrderBy(value => value.Oldest).Take(_most).Select(value => new Measurement<double>(
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

    /// <summary>That something is not so is told where it costs no series of its own: of a queue that is awake.</summary>
    private static double? Flag(Told listener, bool isSet) => isSet ? 1 : listener.Queue is null ? null : 0;

    private static double? Parked(Told listener) => listener.Queue?.Status.Parked ?? listener.Backlog!.Parked;

    /// <summary>What a queue has not read yet it knows no time of; the store does.</summary>
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

    /// <summary>A gauge with a series a listener: of those with the highest values, where there are too many.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it measures.</param>
    /// <param name="value">Its value; null where only a queue could tell it, and sleeps.</param>
    /// <param name="unit">Its unit; null for none.</param>
    private void Gauge(Meter meter, string name, string description, Func<Told, double?> value, string? unit = null) => meter.CreateObservableGauge(
        $"mocluster.listener.{name}", () => Highest(value), unit, description);

    private IEnumerable<Measurement<double>> Highest(Func<Told, double?> value)
    {
        // Nothing is sorted, as of ten thousand listeners most are passed over at once.
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

    /// <summary>The listeners to tell of, each once.</summary>
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

    /// <summary>What is known of a listener; one of the two at least.</summary>
    /// <param name="Definition">How it is declared.</param>
    /// <param name="Queue">What its queue shows, if it is awake in this silo.</param>
    /// <param name="Backlog">What the store told last, if something lies before it.</param>
    private readonly record struct Told(ListenerDefinition Definition, AwakeListener? Queue, ListenerBacklog? Backlog);
}
