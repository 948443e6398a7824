namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>What one request has loaded, and will load, through one loader. Guarded by the scheduler's lock.</summary>
internal abstract class LoaderState
{
    /// <summary>Adds the calls that load all waiting keys. The scheduler starts them outside its lock.</summary>
    public abstract void TakeBatches(List<LoaderBatch> batches);

    /// <summary>Forgets all loaded values, since a root field of a mutation may have changed them.</summary>
    public abstract void Clear();
}
