using System.Diagnostics.Metrics;
using System.Text;

namespace MoCluster.Silo.Metrics;

/// <summary>All series of one instrument. It is thread-safe.</summary>
internal sealed class InstrumentSeries
{
    /// <summary>The most orders of labels under which one series is cached.</summary>
    private const int MostOrders = 4;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<KeyValuePair<string, object?>[], Series> _given = new(LabelComparer.Instance);
    private readonly Instrument _instrument;
    private readonly int _most;
    private readonly double[] _bounds;
    private readonly bool _isSum;
    private int _round;
    private int _told;

    /// <summary>Makes the series of an instrument. There are none at first.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="most">The most series. Measurements that need further ones are left out.</param>
    public InstrumentSeries(Instrument instrument, int most)
    {
        (_instrument, _most) = (instrument, most);
        var kind = instrument.GetType().Name;
        Kind = kind.StartsWith("Histogram", StringComparison.Ordinal) ? SeriesKind.Histogram
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? SeriesKind.Counter
            : SeriesKind.Gauge;

        // An observable instrument reports totals. The others report increments, except the gauge.
        _isSum = !instrument.IsObservable && !kind.StartsWith("Gauge", StringComparison.Ordinal);
        _bounds = Kind == SeriesKind.Histogram ? BoundsOf(instrument) : [];
        Name = PrometheusText.NameOf(instrument.Name, instrument.Unit, Kind);
    }

    /// <summary>The name of the metric in Prometheus.</summary>
    public string Name { get; }

    /// <summary>The kind of the series.</summary>
    public SeriesKind Kind { get; }

    /// <summary>Whether measurements were left out because there were too many series.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Records a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (_lock)
        {
            var series = Find(labels);
            if (series.Round != _round)
            {
                if (_told >= _most)
                {
                    IsCut = true;
                    return;
                }

                series.Round = _round;
                _told++;
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

    /// <summary>Begins a round of observation. Values of an observable instrument from the round before are replaced, or dropped if they are not reported again.</summary>
    public void Begin()
    {
        if (!_instrument.IsObservable)
            return;
        lock (_lock)
        {
            _round++;
            _told = 0;
            IsCut = false;
        }
    }

    /// <summary>The description of the metric.</summary>
    public string? Description => _instrument.Description;

    /// <summary>Writes all series, and drops those that were not reported in the round.</summary>
    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            foreach (var series in _series.Values)
            {
                if (series.Round != _round)
                    Forget(series);
                else if (Kind == SeriesKind.Histogram)
                    WriteHistogram(text, series);
                else
                    PrometheusText.WriteSample(text, Name, "", series.Labels, series.Value);
            }
        }
    }

    /// <summary>Finds the series of labels in any order, or makes it. A new series does not belong to the round yet.</summary>
    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var given = _given.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        if (given.TryGetValue(labels, out var series))
            return series;
        var text = PrometheusText.Labels(labels);
        if (!_series.TryGetValue(text, out series))
        {
            series = new Series(text, _bounds.Length) { Round = _round - 1 };
            if (_told >= _most)
                return series;
            _series.Add(text, series);
        }

        if (series.Given.Count < MostOrders)
        {
            series.Given.Add(labels.ToArray());
            _given.Add(series.Given[^1], series);
        }

        return series;
    }

    private void Forget(Series series)
    {
        _series.Remove(series.Labels);
        foreach (var labels in series.Given)
            _given.Remove(labels);
    }

    private void WriteHistogram(StringBuilder text, Series series)
    {
        var within = 0L;
        for (var bucket = 0; bucket < _bounds.Length; bucket++)
        {
            within += series.Buckets[bucket];
            PrometheusText.WriteSample(text, Name, "_bucket", series.Labels, within, _bounds[bucket]);
        }

        PrometheusText.WriteSample(text, Name, "_bucket", series.Labels, series.Count, double.PositiveInfinity);
        PrometheusText.WriteSample(text, Name, "_sum", series.Labels, series.Value);
        PrometheusText.WriteSample(text, Name, "_count", series.Labels, series.Count);
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}
