namespace MoCluster.Cluster.Grains;

/// <summary>Counts, and keeps the count in the grain storage of Orleans.</summary>
[Alias("test.tally")]
public interface ITallyGrain : IGrainWithStringKey
{
    /// <summary>Adds one, and writes it.</summary>
    [Alias("add")]
    Task<int> AddAsync();

    /// <summary>The count, as it was read or written last.</summary>
    [Alias("get")]
    Task<int> GetAsync();

    /// <summary>Forgets the count.</summary>
    [Alias("clear")]
    Task ClearAsync();

    /// <summary>Deactivates the grain, so that the next call reads the stored count.</summary>
    [Alias("leave")]
    Task LeaveAsync();
}
