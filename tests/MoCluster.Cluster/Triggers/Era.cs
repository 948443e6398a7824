using System.Collections.Concurrent;

namespace MoCluster.Cluster.Triggers;

/// <summary>A time in which a test knows whether a trigger runs.</summary>
/// <param name="Number">The number of the era. The names that are written in it begin with the number.</param>
/// <param name="Runs">Whether the trigger runs: true from when the refresh that learned it returned, false from when the one that removed it did; null in between.</param>
/// <param name="Began">When it began.</param>
internal sealed record Era(int Number, bool? Runs, DateTimeOffset Began)
{
    /// <summary>The names that were sent and confirmed within the era.</summary>
    public ConcurrentQueue<string> Confirmed { get; } = [];

    /// <summary>Whether a name was written in this era.</summary>
    public bool Wrote(string name) => name.StartsWith($"{Number}/", StringComparison.Ordinal);
}
