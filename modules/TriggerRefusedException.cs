namespace MoCluster.Modules;

/// <summary>
/// Thrown by a trigger to refuse. Before the commit this vetoes the change, and the caller gets the message (docs/os2mo.md §7, <c>Trigger.Error</c>).
/// </summary>
public sealed class TriggerRefusedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was wrong and what would be right, for the caller.</param>
    public TriggerRefusedException(string message)
        : base(message)
    {
    }
}
