namespace MoCluster.Silo.Metrics;

/// <summary>The values of an instrument under one set of labels. Used under the lock of its instrument.</summary>
/// <param name="labels">The labels, as <see cref="PrometheusText.Labels"/> gives them.</param>
/// <param name="buckets">How many bounds a histogram has; 0 for other instruments.</param>
internal sealed class Series(string labels, int buckets)
{
    /// <summary>The labels, as they stand in the text.</summary>
    public string Labels => labels;

    /// <summary>The labels as they were given, each way in which they were; by these it is found.</summary>
    public List<KeyValuePair<string, object?>[]> Given { get; } = [];

    /// <summary>In which round of observation it was told last; of instruments that are not observed always the same.</summary>
    public int Round { get; set; }

    /// <summary>The sum of a counter or a histogram, or the value of a gauge.</summary>
    public double Value { get; set; }

    /// <summary>How many values a histogram has had.</summary>
    public long Count { get; set; }

    /// <summary>How many of these were within each bound and above the one before.</summary>
    public long[] Buckets { get; } = buckets == 0 ? [] : new long[buckets];
}
