namespace MoCluster.Grains.Storage;

/// <summary>The store did nothing: its queue of commits is full, or it is stopped or out of reach. The same call may succeed later.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">What stands in the way, and what would help. Callers read it: no hosts, paths or accounts.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public StoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
