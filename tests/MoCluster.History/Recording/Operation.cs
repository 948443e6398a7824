namespace MoCluster.History;

/// <summary>
/// One call of a client: when it began, when its answer came, and what the answer said. A call without an answer stays
/// <see cref="OperationOutcome.Unknown"/>. Ticks of the history order the calls of all clients.
/// </summary>
public abstract class Operation
{
    private readonly History _history;

    /// <summary>Creates a call. Only <see cref="History"/> creates calls, and records them.</summary>
    /// <param name="history">The history that records the call.</param>
    /// <param name="client">The name of the client.</param>
    private protected Operation(History history, string client)
    {
        _history = history;
        Client = client;
    }

    /// <summary>The name of the client.</summary>
    public string Client { get; }

    /// <summary>The tick before the call was sent.</summary>
    public long Invoked { get; internal set; }

    /// <summary>When the call was sent, by the clients' monotonic clock.</summary>
    public TimeSpan InvokedAt { get; internal set; }

    /// <summary>The tick after the answer came; <see cref="long.MaxValue"/> without an answer.</summary>
    public long Completed { get; private set; } = long.MaxValue;

    /// <summary>When the answer came, by the clients' monotonic clock; <see cref="TimeSpan.MaxValue"/> without an answer.</summary>
    public TimeSpan CompletedAt { get; private set; } = TimeSpan.MaxValue;

    /// <summary>What the client knows about the outcome.</summary>
    public OperationOutcome Outcome { get; private set; }

    /// <summary>Records that the answer was a refusal, so nothing happened.</summary>
    public void Refuse() => End(OperationOutcome.Refused);

    /// <summary>Records that the answer confirmed the call.</summary>
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
