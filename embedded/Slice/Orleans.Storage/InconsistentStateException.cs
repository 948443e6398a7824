using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The stored state is not the one that this grain read: somebody else wrote it.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>An error without a message.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>An error with a message.</summary>
    /// <param name="message">What was wrong.</param>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="innerException">The cause.</param>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>An error that names both marks.</summary>
    /// <param name="errorMsg">What was wrong.</param>
    /// <param name="storedEtag">The storage's mark.</param>
    /// <param name="currentEtag">The grain's mark.</param>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The storage's mark.</summary>
    public string? StoredEtag { get; }

    /// <summary>The grain's mark.</summary>
    public string? CurrentEtag { get; }
}
