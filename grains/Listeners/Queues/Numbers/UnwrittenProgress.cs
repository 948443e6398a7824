namespace MoCluster.Grains.Listeners.Queues.Numbers;

/// <summary>What has changed in a listener's queue and is not stored yet.</summary>
internal sealed class UnwrittenProgress
{
    /// <summary>The slots of entries with a missing or outdated stored row.</summary>
    public HashSet<int> Rows { get; set; } = [];

    /// <summary>The subjects that have no entry any more, so that their stored rows must be deleted.</summary>
    public HashSet<string> DroppedRows { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How many numbers were settled by reading alone: superseded, or addressed to others.</summary>
    public int Numbers { get; set; }

    /// <summary>The time since which progress has waited to be stored; null when none does.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Notes that something has to be stored in time.</summary>
    public void Begin(DateTimeOffset now) => Since ??= now;
}
