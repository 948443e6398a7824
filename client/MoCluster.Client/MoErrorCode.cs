namespace MoCluster.Client;

/// <summary>Codes that calls often fail with. A server may give others; docs/os2mo.md §8.3 has those of OS2mo's rules.</summary>
public static class MoErrorCode
{
    /// <summary>The input breaks a rule of its own field.</summary>
    public const string InvalidInput = "INVALID_INPUT";

    /// <summary>What the call names does not exist.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The caller lacks the role, or what the call names belongs to somebody else.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The call contradicts what exists already.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>A trigger vetoed the change.</summary>
    public const string TriggerRefused = "E_INTEGRATION_ERROR";

    /// <summary>The bearer token is missing or invalid.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The text is not a token of this cluster.</summary>
    public const string InvalidToken = "INVALID_TOKEN";

    /// <summary>The listener held the log beyond its limit. It hands out nothing until it is resumed.</summary>
    public const string Suspended = "SUSPENDED";

    /// <summary>The server could not be reached, or could not serve the call; nothing was done.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The connection ended before the answer, so it is unknown whether the call was done.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>The server failed, and its log says how; or its answer is none that this client understands.</summary>
    public const string Internal = "INTERNAL";
}
