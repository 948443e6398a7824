namespace MoCluster.Client.Hosting.Health;

/// <summary>Keeps how a listener is, for the health check. It is safe to use from many threads.</summary>
/// <param name="name">Its namespace and routing key.</param>
/// <param name="time">The clock.</param>
internal sealed class ListenerHealth(string name, TimeProvider time)
{
    private readonly Lock _lock = new();
    private ListenerCondition _condition = new(name, IsDeclared: false, InterruptedSince: null, Problem: null);

    /// <summary>How the listener is.</summary>
    public ListenerCondition Condition
    {
        get
        {
            lock (_lock)
                return _condition;
        }
    }

    /// <summary>The time by which interruptions are measured.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>It was declared; its stream is still to be opened. After a refusal only that shows that all is well: a suspended listener can be declared.</summary>
    public void Declared() => Change(condition => condition with
    {
        IsDeclared = condition.IsDeclared || condition.Problem is null, InterruptedSince = condition.InterruptedSince ?? Now,
    });

    /// <summary>Its stream is open.</summary>
    public void Opened() => Change(condition => condition with { IsDeclared = true, InterruptedSince = null, Problem = null });

    /// <summary>Its stream was interrupted.</summary>
    /// <param name="problem">Why.</param>
    public void Interrupted(string problem) => Change(condition => condition with { InterruptedSince = condition.InterruptedSince ?? Now, Problem = problem });

    /// <summary>It could not be declared, or the server refused to send its events.</summary>
    /// <param name="problem">Why.</param>
    public void Refused(string problem) => Change(condition => condition with { IsDeclared = false, Problem = problem });

    private void Change(Func<ListenerCondition, ListenerCondition> change)
    {
        lock (_lock)
            _condition = change(_condition);
    }
}
