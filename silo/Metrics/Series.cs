namespace MoCluster.Silo.Metrics;

/// <summary>The values of an instrument under one set of labels. Used under the lock of its instrument.</summary>
/// <param name="buckets">How many bounds a histogram has; 0 for other instruments.</param>
internal sealed class Series(int buckets)
{
    /// <summary>The sum of a counter or a histogram, or the value of a gauge.</summary>
    public double Value { get; set; }

    /// <summary>How many values a histogram has had.</summary>
    public long Count { get; set; }

    /// <summary>How many of these were within each bound and above the one before.</summary>
    public long[] Buckets { get; } = buckets == 0 ? [] : new long[buckets];
}
