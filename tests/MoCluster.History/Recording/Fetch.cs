namespace MoCluster.History;

/// <summary>A call that fetches from a listener.</summary>
public sealed class Fetch : Operation
{
    internal Fetch(History history, string client, Guid listener)
        : base(history, client) => Listener = listener;

    /// <summary>The uuid of the listener.</summary>
    public Guid Listener { get; }

    /// <summary>
    /// The events that were handed out; empty without an answer. The server may then have leased events that no consumer knows of, until
    /// their leases end.
    /// </summary>
    public IReadOnlyList<HandedEvent> Events { get; private set; } = [];

    /// <summary>Records the answer.</summary>
    /// <param name="events">The events that were handed out.</param>
    public void Confirm(IReadOnlyList<HandedEvent> events)
    {
        Events = events;
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Client} fetched {string.Join(", ", Events.Select(handed => $"{handed.Subject}#{handed.Number}"))} from {Listener}";
}
