namespace MoCluster.Grains.Storage.Commits;

/// <summary>
/// Whether a commit became true could not be learnt before the store gave up asking. Whoever decided it answers nothing from its
/// state any more and deactivates (DESIGN.md §3).
/// </summary>
public sealed class CommitOutcomeUnknownException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public CommitOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
