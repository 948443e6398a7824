namespace MoCluster.Modules;

/// <summary>A trigger refuses. Before the commit nothing happens then, and the caller reads the message (os2mo.md §3.1, <c>Trigger.Error</c>).</summary>
public sealed class TriggerRefusedException : Exception
{
    /// <summary>Refuses.</summary>
    /// <param name="message">What was wrong and what would be right, for the caller to read.</param>
    public TriggerRefusedException(string message)
        : base(message)
    {
    }
}
