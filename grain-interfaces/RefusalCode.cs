namespace MoCluster.GrainInterfaces;

/// <summary>MoCluster's own codes of refusals. Rules of OS2mo keep OS2mo's codes (<c>V_…</c>, <c>E_…</c>; docs/os2mo.md §8.3).</summary>
public static class RefusalCode
{
    /// <summary>The input breaks a rule of its own field: form, length, range, a missing or an unknown field.</summary>
    public const string InvalidInput = "INVALID_INPUT";

    /// <summary>The object, namespace or listener that the call names does not exist.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The namespace or listener belongs to another caller.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The call contradicts what exists already: a key is taken, or a definition differs.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>A before trigger refused (docs/os2mo.md §7).</summary>
    public const string TriggerRefused = "E_INTEGRATION_ERROR";

    /// <summary>Another change came between, three times in a row. Retriable.</summary>
    public const string Contended = "CONTENDED";

    /// <summary>A queue is full. Nothing was done. Retriable after a pause.</summary>
    public const string Overloaded = "OVERLOADED";

    /// <summary>The activation that answered was superseded, or does not know the outcome of its commit. Retriable.</summary>
    public const string Superseded = "SUPERSEDED";

    /// <summary>The listener held the log beyond the limit and was suspended. Nothing is handed out until it is resumed.</summary>
    public const string Suspended = "SUSPENDED";

    /// <summary>The deadline passed before the work could be committed; nothing was done.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>An idempotency key was used before with another request.</summary>
    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";

    /// <summary>The text is not a token of this cluster.</summary>
    public const string InvalidToken = "INVALID_TOKEN";
}
