using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// Gathers what the instruments of some meters measure, for Prometheus to fetch. The README says why no library does it.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    private const string CutName = "mocluster_metrics_cut";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = [];
    private readonly Lock _collecting = new();

    /// <summary>Begins to gather.</summary>
    /// <param name="meters">The names of the meters.</param>
    /// <param name="mostSeries">How many series one instrument may have.</param>
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

    /// <summary>Everything as it is now, as Prometheus reads it. One caller at a time is served.</summary>
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
                // Also where nothing was measured yet: that there is such a metric can be seen at once.
                PrometheusText.WriteHead(text, metric.Key, metric.First().Description, metric.First().Kind);
                foreach (var series in metric)
                    series.Write(text);
            }

            var cut = all.Where(series => series.IsCut).Select(series => series.Name).Distinct().ToArray();
            PrometheusText.WriteHead(
                text, CutName, "Metrics of which series are left out, for there are more than Metrics:MaxSeries.", SeriesKind.Gauge);
            PrometheusText.WriteSample(text, CutName, "", "", cut.Length);
            return text;
        }
    }

    public void Dispose() => _listener.Dispose();
}
