namespace MoCluster.Client.AspNetCore;

/// <summary>
/// A trigger refuses. Before the change, it is a veto: nothing is changed, and the caller learns the message. After it, the call is tried again later, and parked
/// after the attempts that the server is set to.
/// </summary>
public sealed class MoTriggerRefusedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Why, for the caller of the change.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public MoTriggerRefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>When the call of an after trigger is to be tried again; after the server's back-off when null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
