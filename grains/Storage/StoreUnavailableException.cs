namespace MoCluster.Grains.Storage;

/// <summary>The store did nothing, because its queue of commits is full, or because it is stopped or out of reach. The same call may succeed later.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What prevents the call, and what would help. API callers read it, so it names no hosts, paths or accounts.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public StoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
