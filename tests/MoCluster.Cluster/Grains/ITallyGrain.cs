namespace MoCluster.Cluster.Grains;

/// <summary>Counts, and keeps the count by the engine's storage.</summary>
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

    /// <summary>Leaves memory: the next call reads what was written.</summary>
    [Alias("leave")]
    Task LeaveAsync();
}
