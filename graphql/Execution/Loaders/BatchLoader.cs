namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>
/// Loads values by keys, many at a time. Make one per kind of value and keep it: what a request loads is kept in the request.
/// </summary>
public abstract class BatchLoader
{
    private protected BatchLoader(string name, int maxBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchSize, 1);
        Name = name;
        MaxBatchSize = maxBatchSize;
    }

    /// <summary>What it loads, for diagnostics.</summary>
    public string Name { get; }

    /// <summary>The most keys in one call; more keys make several calls at once.</summary>
    public int MaxBatchSize { get; }

    internal abstract LoaderState CreateState(ExecutionScheduler scheduler);
}
