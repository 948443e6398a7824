using MoCluster.GraphQL.Execution.Results;

namespace MoCluster.GraphQL.Execution;

/// <summary>Neighbouring root fields of a mutation whose common resolver has not finished. If one of them fails, none was done.</summary>
internal sealed class PendingFields(OperationExecution execution, FieldContext[] contexts, ResultObject root, int first, Task<IReadOnlyList<object?>> task)
    : WorkItem
{
    private const string NotDone = "Not done, because a field that is done with this one failed.";

    /// <summary>Registers for the end of the task. From now on the scheduler waits for the fields.</summary>
    public void Start()
    {
        execution.Scheduler.Begin(contexts[0]);
        task.GetAwaiter().UnsafeOnCompleted(() => execution.Scheduler.Enqueue(this));
    }

    public override void Run()
    {
        execution.Scheduler.End(contexts[0]);
        IReadOnlyList<object?> values;
        try
        {
            values = task.GetAwaiter().GetResult();
        }
        catch (FailedTogetherException failed)
        {
            Fail(failed.Index, failed.Reason);
            return;
        }
        catch (Exception exception)
        {
            Fail(0, exception);
            return;
        }

        for (var i = 0; i < contexts.Length && !root.IsCutOff; i++)
            execution.Complete(root, first + i, values[i]);
    }

    public override void Abandon()
    {
        if (task.Exception?.InnerException is { } exception)
            execution.Scheduler.TellAbandoned(exception is FailedTogetherException failed ? failed.Reason : exception);
    }

    /// <summary>Fails all fields, the one that is the reason first: where root fields are not nullable, the answer then has its error alone.</summary>
    private void Fail(int index, Exception reason)
    {
        execution.Fail(root, first + index, reason);
        for (var i = 0; i < contexts.Length && !root.IsDead; i++)
        {
            if (i != index)
                execution.Fail(root, first + i, new GraphQLException(NotDone));
        }
    }
}
