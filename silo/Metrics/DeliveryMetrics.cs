using System.Diagnostics.Metrics;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// The gauges of what is left to deliver for after triggers, by registration. The values are those of the last look at the store (<c>Triggers:DeliverySweep</c>),
/// and every silo reports the same.
/// </summary>
internal sealed class DeliveryMetrics
{
    private readonly DeliverySweep _sweep;
    private readonly TimeProvider _time;
    private readonly int _most;

    /// <summary>Adds the instruments to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="sweep">Knows what is left to deliver.</param>
    /// <param name="time">The current time, for ages.</param>
    /// <param name="options">Limits the number of registrations of a metric.</param>
    public DeliveryMetrics(Meter meter, DeliverySweep sweep, TimeProvider time, MetricsOptions options)
    {
        (_sweep, _time, _most) = (sweep, time, options.MaxSeries);
        Gauge(meter, "waiting", "{delivery}", "Deliveries of after triggers that wait, by registration, those behind others of their object included.", backlog => backlog.Waiting);
        Gauge(meter, "parked", "{delivery}", "Deliveries of after triggers that are parked, by registration: they are not tried until somebody replays them.", backlog => backlog.Parked);
        Gauge(meter, "oldest_age", "s", "The age of the oldest delivery of an after trigger that waits, by registration; 0 if none waits.", Age);
    }

    private void Gauge(Meter meter, string name, string unit, string description, Func<DeliveryBacklog, double> value) => meter.CreateObservableGauge(
        $"mocluster.delivery.{name}",
        () => _sweep.Backlogs.Take(_most).Select(backlog =>
            new Measurement<double>(value(backlog), new KeyValuePair<string, object?>("registration", backlog.Registration.ToString("D")))),
        unit,
        description);

    private double Age(DeliveryBacklog backlog) =>
        backlog.Oldest is { } since && _time.GetUtcNow() - since is { Ticks: > 0 } age ? age.TotalSeconds : 0;
}
