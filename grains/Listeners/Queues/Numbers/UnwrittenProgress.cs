namespace MoCluster.Grains.Listeners.Queues.Numbers;

/// <summary>What has changed in a listener's queue and is not stored yet.</summary>
internal sealed class UnwrittenProgress
{
    /// <summary>The slots of entries whose stored row is wrong or missing.</summary>
    public HashSet<int> Rows { get; set; } = [];

    /// <summary>The subjects whose entry is gone, and whose stored row must go.</summary>
    public HashSet<string> DroppedRows { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How many numbers were settled by reading alone: superseded, or addressed to others.</summary>
    public int Numbers { get; set; }

    /// <summary>Since when anything has waited to be stored; null when nothing does.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Something has to be stored, in time.</summary>
    public void Begin(DateTimeOffset now) => Since ??= now;
}
