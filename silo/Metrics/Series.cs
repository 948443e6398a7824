namespace MoCluster.Silo.Metrics;

/// <summary>The values of an instrument for one set of labels. The lock of the instrument protects it.</summary>
/// <param name="labels">The labels, as <see cref="PrometheusText.Labels"/> writes them.</param>
/// <param name="buckets">The number of bounds of a histogram; 0 for other instruments.</param>
internal sealed class Series(string labels, int buckets)
{
    /// <summary>The labels in the text.</summary>
    public string Labels => labels;

    /// <summary>The labels in each order in which they were given. The series is found by them.</summary>
    public List<KeyValuePair<string, object?>[]> Given { get; } = [];

    /// <summary>The round of observation in which the series was last reported. It never changes for instruments that are not observed.</summary>
    public int Round { get; set; }

    /// <summary>The sum of a counter or a histogram, or the value of a gauge.</summary>
    public double Value { get; set; }

    /// <summary>The number of values of a histogram.</summary>
    public long Count { get; set; }

    /// <summary>The number of values in each bucket: within its bound and above the bound before.</summary>
    public long[] Buckets { get; } = buckets == 0 ? [] : new long[buckets];
}
