namespace MoCluster.GraphQL.Execution;

/// <summary>Asynchronous work that the execution takes up again when it is ready.</summary>
internal abstract class WorkItem
{
    /// <summary>Takes up the result. Runs on the execution's flow.</summary>
    public abstract void Run();

    /// <summary>Called instead of <see cref="Run"/> if the execution has ended. Reports an exception, if there is one.</summary>
    public abstract void Abandon();
}
