using System.Text.Json;

namespace MoCluster.Client;

/// <summary>The server refused a call, or could not be reached in time.</summary>
public sealed class MoException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">A code for programs: the server's, or one of <see cref="MoErrorCode"/>.</param>
    /// <param name="message">What was wrong and what would be right.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public MoException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>A code for programs, for example NOT_FOUND or V_EXISTING_CPR.</summary>
    public string Code { get; }

    /// <summary>Where in the input, for example <c>events[3].priority</c>; null if the server did not say.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsRetriable { get; init; }

    /// <summary>Whether it is certain that the call changed nothing.</summary>
    public bool ChangedNothing { get; init; }

    /// <summary>The status of the HTTP answer; null if there was none.</summary>
    public int? Status { get; init; }

    /// <summary>When the server asks to come again, from its answer on; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The trigger that vetoed the change; null if none did, or the server did not say which. Its own words are in <see cref="Context"/>.</summary>
    public string? Trigger { get; init; }

    /// <summary>More about the refusal, such as the fields of a trigger's veto; null if there is none.</summary>
    public JsonElement? Context { get; init; }
}
