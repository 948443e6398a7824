using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// Collects the measurements of some meters for Prometheus. The README says why no library does this.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    private const string CutName = "mocluster_metrics_cut";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = [];
    private readonly Lock _collecting = new();

    /// <summary>Begins to collect.</summary>
    /// <param name="meters">The names of the meters.</param>
    /// <param name="mostSeries">The most series of one instrument.</param>
    public MetricsCollector(IReadOnlySet<string> meters, int mostSeries)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, made => new InstrumentSeries(made, mostSeries)));
        };
        _listener.MeasurementsCompleted = (instrument, _) => _instruments.TryRemove(instrument, out InstrumentSeries? _);
        _listener.SetMeasurementEventCallback<double>((_, value, labels, series) => ((InstrumentSeries)series!).Record(value, labels));
        _listener.SetMeasurementEventCallback<float>((_, value, labels, series) => ((InstrumentSeries)series!).Record(value, labels));
        _listener.SetMeasurementEventCallback<long>((_, value, labels, series) => ((InstrumentSeries)series!).Record(value, labels));
        _listener.SetMeasurementEventCallback<int>((_, value, labels, series) => ((InstrumentSeries)series!).Record(value, labels));
        _listener.SetMeasurementEventCallback<short>((_, value, labels, series) => ((InstrumentSeries)series!).Record(value, labels));
        _listener.SetMeasurementEventCallback<byte>((_, value, labels, series) => ((InstrumentSeries)series!).Record(value, labels));
        _listener.Start();
    }

    /// <summary>The current values of all metrics, in the text format of Prometheus. Calls run one after another.</summary>
    public StringBuilder Collect()
    {
        lock (_collecting)
        {
            foreach (var series in _instruments.Values)
                series.Begin();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            var all = _instruments.Values.OrderBy(series => series.Name, StringComparer.Ordinal).ToArray();
            foreach (var metric in all.GroupBy(series => series.Name, StringComparer.Ordinal))
            {
                // Written also before the first measurement, so that users can see that the metric exists.
                PrometheusText.WriteHead(text, metric.Key, metric.First().Description, metric.First().Kind);
                foreach (var series in metric)
                    series.Write(text);
            }

            var cut = all.Where(series => series.IsCut).Select(series => series.Name).Distinct().ToArray();
            PrometheusText.WriteHead(
                text, CutName, "Metrics that left out series, because they would have more than Metrics:MaxSeries.", SeriesKind.Gauge);
            PrometheusText.WriteSample(text, CutName, "", "", cut.Length);
            return text;
        }
    }

    public void Dispose() => _listener.Dispose();
}
