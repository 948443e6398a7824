namespace MoCluster.Grains.Storage.Commits;

/// <summary>
/// The store could not find out in time whether a commit became true. A grain that made the commit answers nothing from its state any more, and
/// deactivates (docs/architecture.md §3).
/// </summary>
public sealed class CommitOutcomeUnknownException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public CommitOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
