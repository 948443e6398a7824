namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>One call of a loader. It is a work item that is ready when the call has ended.</summary>
internal abstract class LoaderBatch : WorkItem
{
    /// <summary>Calls the loader.</summary>
    public abstract void Start();
}
