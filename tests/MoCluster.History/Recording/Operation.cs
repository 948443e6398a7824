namespace MoCluster.History;

/// <summary>
/// One call of a client: when it began, when its answer came, and what the answer said. A call without an answer stays
/// <see cref="OperationOutcome.Unknown"/>. Moments are ticks of the history: one order over all clients.
/// </summary>
public abstract class Operation
{
    private readonly History _history;

    /// <summary>Made by the history, which keeps it.</summary>
    /// <param name="history">The history.</param>
    /// <param name="client">Who calls.</param>
    private protected Operation(History history, string client)
    {
        _history = history;
        Client = client;
    }

    /// <summary>Who called.</summary>
    public string Client { get; }

    /// <summary>The tick before the call went out.</summary>
    public long Invoked { get; internal set; }

    /// <summary>When the call went out, on the clients' monotonic clock.</summary>
    public TimeSpan InvokedAt { get; internal set; }

    /// <summary>The tick after the answer came; the largest number there is while there is none.</summary>
    public long Completed { get; private set; } = long.MaxValue;

    /// <summary>When the answer came, on the clients' monotonic clock.</summary>
    public TimeSpan CompletedAt { get; private set; } = TimeSpan.MaxValue;

    /// <summary>What the caller knows.</summary>
    public OperationOutcome Outcome { get; private set; }

    /// <summary>The answer was a refusal: nothing happened.</summary>
    public void Refuse() => End(OperationOutcome.Refused);

    /// <summary>The answer came, and says that it happened.</summary>
    private protected void Happened() => End(OperationOutcome.Confirmed);

    private void End(OperationOutcome outcome)
    {
        var (tick, time) = _history.Tick();
        if (Completed != long.MaxValue)
            throw new InvalidOperationException($"{this} was completed twice.");
        (Outcome, CompletedAt) = (outcome, time);
        Completed = tick;
    }
}
