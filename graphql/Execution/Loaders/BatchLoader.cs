namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>
/// Loads values by keys, many keys in one call. Make one loader per kind of value and keep it: loaded values are kept in each request, not
/// in the loader.
/// </summary>
public abstract class BatchLoader
{
    private protected BatchLoader(string name, int maxBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchSize, 1);
        Name = name;
        MaxBatchSize = maxBatchSize;
    }

    /// <summary>What the loader loads; used in error messages.</summary>
    public string Name { get; }

    /// <summary>The most keys in one call. More keys are loaded by several concurrent calls.</summary>
    public int MaxBatchSize { get; }

    internal abstract LoaderState CreateState(ExecutionScheduler scheduler);
}
