namespace MoCluster.Client.Hosting;

/// <summary>A handler throws it when it knows when to try again: the event comes again then. This counts as no failure: the event is not parked for it.</summary>
public sealed class RetryAfterException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="delay">When to try again, from now on.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public RetryAfterException(TimeSpan delay, string message, Exception? innerException = null)
        : base(message, innerException) => Delay = delay;

    /// <summary>When to try again, from when it was thrown.</summary>
    public TimeSpan Delay { get; }
}
