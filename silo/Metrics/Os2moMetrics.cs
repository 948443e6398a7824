using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// The gauges of listeners under OS2mo's names and labels, for dashboards and alerts that were made for OS2mo (docs/os2mo.md §10). They are taken
/// from the same values as <see cref="ListenerMetrics"/>. OS2mo's counters are in <see cref="GrainMetrics"/>.
/// </summary>
internal sealed class Os2moMetrics
{
    private readonly AwakeListeners _awake;
    private readonly ListenerBacklogs _backlogs;
    private readonly int _most;

    /// <summary>The listeners that had a value. From then on they have one: a gauge that vanished would hide that its last value is no longer true.</summary>
    private readonly ConcurrentDictionary<Guid, ListenerDefinition> _known = [];

    /// <summary>Adds the instruments to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="awake">The listeners whose queues are active in this silo.</param>
    /// <param name="backlogs">The backlogs of all listeners.</param>
    /// <param name="options">Limits the number of listeners of a metric.</param>
    /// <param name="amqp">Says whether AMQP is enabled.</param>
    public Os2moMetrics(Meter meter, AwakeListeners awake, ListenerBacklogs backlogs, MetricsOptions options, AmqpOptions amqp)
    {
        (_awake, _backlogs, _most) = (awake, backlogs, options.MaxListeners);
        meter.CreateObservableGauge("os2mo.events", Counts, null, "Events in the queue of a listener. OS2mo's name.");
        meter.CreateObservableGauge(
            "os2mo.event_oldest",
            Oldest,
            null,
            "The Unix time of the event that has waited longest, not counting silenced and parked ones. OS2mo's name.");
        meter.CreateObservableGauge("amqp.enabled", () => amqp.Enabled ? 1 : 0, null, "Whether AMQP is enabled. OS2mo's name.");
    }

    private IEnumerable<Measurement<long>> Counts()
    {
        foreach (var (definition, status) in Listeners())
        {
            var backlog = status is null ? _backlogs.Found.GetValueOrDefault(definition.Uuid) : null;
            var silenced = status?.Silenced ?? 0;
            var all = status is null
                ? (backlog?.Unread ?? 0) + (backlog?.Waiting ?? 0) + (backlog?.Parked ?? 0)
                : status.Pending + status.Leased + status.Parked + Math.Max(0, status.Head - status.Read);
            yield return new Measurement<long>(Math.Max(0, all - silenced), LabelsOf(definition, silenced: false));
            yield return new Measurement<long>(silenced, LabelsOf(definition, silenced: true));
        }
    }

    private IEnumerable<Measurement<long>> Oldest()
    {
        foreach (var (definition, status) in Listeners())
        {
            if ((status?.Oldest ?? _backlogs.Found.GetValueOrDefault(definition.Uuid)?.Oldest) is { } oldest)
                yield return new Measurement<long>(oldest.ToUnixTimeSeconds(), LabelsOf(definition, silenced: false));
        }
    }

    /// <summary>The listeners that have or had values, with the status of the queues that are active in this silo.</summary>
    private IEnumerable<(ListenerDefinition Definition, ListenerStatus? Status)> Listeners()
    {
        var awake = _awake.All.DistinctBy(queue => queue.Definition.Uuid).ToDictionary(queue => queue.Definition.Uuid);
        foreach (var definition in awake.Values.Select(queue => queue.Definition).Concat(_backlogs.Found.Values.Select(backlog => backlog.Definition)))
        {
            if (_known.Count < _most)
                _known.TryAdd(definition.Uuid, definition);
        }

        return _known.Values.Select(definition => (definition, awake.GetValueOrDefault(definition.Uuid)?.Status));
    }

    private static KeyValuePair<string, object?>[] LabelsOf(ListenerDefinition definition, bool silenced) =>
        [.. GrainMetrics.Os2moLabelsOf(definition), new("silenced", silenced ? "true" : "false")];
}
