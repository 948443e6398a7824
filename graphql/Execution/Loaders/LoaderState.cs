namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>What one request has loaded, and is about to load, through one loader. Guarded by the execution's lock.</summary>
internal abstract class LoaderState
{
    /// <summary>Makes calls of all keys that wait; the caller starts them outside the lock.</summary>
    public abstract void TakeBatches(List<LoaderBatch> batches);

    /// <summary>Forgets what was loaded: a mutation may have changed it.</summary>
    public abstract void Clear();
}
