using System.Globalization;

namespace Orleans;

/// <summary>How long a caller of this method waits for its answer, instead of the engine's own response timeout.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>Gives the time.</summary>
    /// <param name="timeout">The time as <c>hh:mm:ss</c>.</param>
    public ResponseTimeoutAttribute(string timeout) => Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);

    /// <summary>The time that a caller waits.</summary>
    public TimeSpan? Timeout { get; init; }
}
