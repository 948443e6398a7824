namespace MoCluster.GraphQL.Execution;

/// <summary>Something that became ready while the execution was waiting.</summary>
internal abstract class WorkItem
{
    /// <summary>Takes up the result, on the execution's flow.</summary>
    public abstract void Run();

    /// <summary>The execution ended without waiting for it: only an error is still of interest.</summary>
    public abstract void Abandon();
}
