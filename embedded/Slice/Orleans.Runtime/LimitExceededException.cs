namespace Orleans.Runtime;

/// <summary>A grain has as many calls waiting as it may have; the call was not queued.</summary>
public sealed class LimitExceededException : OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public LimitExceededException()
        : base("Limit exceeded")
    {
    }

    /// <summary>An error with a message.</summary>
    /// <param name="message">What was wrong.</param>
    public LimitExceededException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="innerException">The cause.</param>
    public LimitExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error that names the limit.</summary>
    /// <param name="limitName">The option that sets it.</param>
    /// <param name="current">How many there were.</param>
    /// <param name="threshold">How many there may be.</param>
    /// <param name="extraInfo">Of what.</param>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"Limit exceeded {limitName} Current={current} Threshold={threshold} {extraInfo}")
    {
    }
}
