namespace Orleans.Runtime;

/// <summary>Runs work on an activation's turns.</summary>
public interface IWorkItemScheduler
{
    /// <summary>Runs an action as a turn of the activation. May be called from any thread.</summary>
    /// <param name="action">The action.</param>
    void QueueAction(Action action);
}
