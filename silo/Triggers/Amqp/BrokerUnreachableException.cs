namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>The broker is out of reach, or did not confirm in time. The message may have arrived all the same.</summary>
/// <param name="message">What happened.</param>
/// <param name="retryAfter">When to try again.</param>
/// <param name="innerException">The cause; null if there is none.</param>
internal sealed class BrokerUnreachableException(string message, TimeSpan retryAfter, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The broker is not asked for a connection before this time is over.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
