using System.Diagnostics.Metrics;
using System.Text;

namespace MoCluster.Silo.Metrics;

/// <summary>All series of one instrument. May be used from any thread.</summary>
internal sealed class InstrumentSeries
{
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Instrument _instrument;
    private readonly int _most;
    private readonly double[] _bounds;
    private readonly bool _isSum;

    /// <summary>Begins with none.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="most">How many series it may have; what is measured under further labels is left out.</param>
    public InstrumentSeries(Instrument instrument, int most)
    {
        (_instrument, _most) = (instrument, most);
        var kind = instrument.GetType().Name;
        Kind = kind.StartsWith("Histogram", StringComparison.Ordinal) ? SeriesKind.Histogram
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? SeriesKind.Counter
            : SeriesKind.Gauge;

        // An observable instrument tells totals; the others tell what is added, but for the gauge.
        _isSum = !instrument.IsObservable && !kind.StartsWith("Gauge", StringComparison.Ordinal);
        _bounds = Kind == SeriesKind.Histogram ? BoundsOf(instrument) : [];
        Name = PrometheusText.NameOf(instrument.Name, instrument.Unit, Kind);
    }

    /// <summary>Its name as Prometheus knows it.</summary>
    public string Name { get; }

    /// <summary>What its series are.</summary>
    public SeriesKind Kind { get; }

    /// <summary>Whether measurements were left out, as there were too many different labels.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Something was measured.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var key = PrometheusText.Labels(labels);
        lock (_lock)
        {
            if (!_series.TryGetValue(key, out var series))
            {
                if (_series.Count >= _most)
                {
                    IsCut = true;
                    return;
                }

                _series[key] = series = new Series(_bounds.Length);
            }

            series.Value = _isSum ? series.Value + value : value;
            if (Kind != SeriesKind.Histogram)
                return;
            series.Count++;
            var bucket = Array.BinarySearch(_bounds, value);
            bucket = bucket < 0 ? ~bucket : bucket;
            if (bucket < _bounds.Length)
                series.Buckets[bucket]++;
        }
    }

    /// <summary>Forgets what an observable instrument told last: it tells everything anew.</summary>
    public void Forget()
    {
        if (!_instrument.IsObservable)
            return;
        lock (_lock)
        {
            _series.Clear();
            IsCut = false;
        }
    }

    /// <summary>What it measures, for people.</summary>
    public string? Description => _instrument.Description;

    /// <summary>Writes them all.</summary>
    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            foreach (var (labels, series) in _series)
            {
                if (Kind == SeriesKind.Histogram)
                    WriteHistogram(text, labels, series);
                else
                    PrometheusText.WriteSample(text, Name, labels, series.Value);
            }
        }
    }

    private void WriteHistogram(StringBuilder text, string labels, Series series)
    {
        var within = 0L;
        for (var bucket = 0; bucket < _bounds.Length; bucket++)
        {
            within += series.Buckets[bucket];
            PrometheusText.WriteSample(text, $"{Name}_bucket", labels, within, _bounds[bucket]);
        }

        PrometheusText.WriteSample(text, $"{Name}_bucket", labels, series.Count, double.PositiveInfinity);
        PrometheusText.WriteSample(text, $"{Name}_sum", labels, series.Value);
        PrometheusText.WriteSample(text, $"{Name}_count", labels, series.Count);
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}
