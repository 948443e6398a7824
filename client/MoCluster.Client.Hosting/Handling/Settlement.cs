namespace MoCluster.Client.Hosting.Handling;

/// <summary>What is done with an event after its handler ended.</summary>
/// <param name="Verb">How the delivery ends.</param>
/// <param name="Delay">When a nacked event comes again; after the back-off of the listener when null.</param>
/// <param name="Reason">Why, for people; null for no reason.</param>
internal readonly record struct Settlement(SettlementVerb Verb, TimeSpan? Delay = null, string? Reason = null)
{
    /// <summary>The longest reason that the server keeps.</summary>
    public const int LongestReason = 1000;

    /// <summary>What an outcome means.</summary>
    public static Settlement Of(MoOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.RetryAfter => RetryAfter(outcome.Delay, outcome.Reason),
        OutcomeKind.Park => new Settlement(SettlementVerb.Park, null, Cut(outcome.Reason)),
        _ => new Settlement(SettlementVerb.Acknowledge),
    };

    /// <summary>What it means that a handler threw.</summary>
    /// <param name="failure">What it threw.</param>
    /// <param name="attempt">The number of the delivery.</param>
    /// <param name="maxAttempts">After how many deliveries an event is parked; null for never.</param>
    /// <param name="ending">Why the handler had been cancelled, if it had.</param>
    public static Settlement Of(Exception failure, int attempt, int? maxAttempts, HandlerEnding ending)
    {
        if (failure is RetryAfterException asked)
            return RetryAfter(asked.Delay, asked.Message);
        // Libraries wrap a cancellation in exceptions of many kinds, so whatever is thrown after one is taken for its effect.
        if (ending == HandlerEnding.Stopped)
            return GivenBack;
        if (ending == HandlerEnding.LeaseLost)
            return new Settlement(SettlementVerb.None, null, "The lease was lost.");
        var reason = ending == HandlerEnding.TimedOut && failure is OperationCanceledException
            ? "The handler did not end in time."
            : $"{failure.GetType().Name}: {failure.Message}";
        return attempt >= maxAttempts
            ? new Settlement(SettlementVerb.Park, null, Cut($"Parked after {attempt} attempts. {reason}"))
            : new Settlement(SettlementVerb.Nack, null, Cut(reason));
    }

    /// <summary>
    /// An event that is given back because the program stops. It comes again a moment later, when the server knows that this program's stream is closed.
    /// </summary>
    public static Settlement GivenBack { get; } = new(SettlementVerb.Nack, TimeSpan.FromMilliseconds(250), "The program stopped before the event was handled.");

    private static Settlement RetryAfter(TimeSpan delay, string? reason) =>
        new(SettlementVerb.Nack, delay < TimeSpan.Zero ? TimeSpan.Zero : delay, Cut(reason));

    private static string? Cut(string? reason) => reason?.Length > LongestReason ? reason[..LongestReason] : reason;
}
