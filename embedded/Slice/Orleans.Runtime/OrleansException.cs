namespace Orleans.Runtime;

/// <summary>The base of the engine's own errors.</summary>
public class OrleansException : Exception
{
    /// <summary>An error without a message.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>An error with a message.</summary>
    /// <param name="message">What was wrong.</param>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
