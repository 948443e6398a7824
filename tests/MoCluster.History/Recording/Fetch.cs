namespace MoCluster.History;

/// <summary>A fetch from a listener.</summary>
public sealed class Fetch : Operation
{
    internal Fetch(History history, string client, Guid listener)
        : base(history, client) => Listener = listener;

    /// <summary>The listener.</summary>
    public Guid Listener { get; }

    /// <summary>What it handed out; empty while there is no answer, though events may then be in nobody's hand until their leases end.</summary>
    public IReadOnlyList<HandedEvent> Events { get; private set; } = [];

    /// <summary>It was answered.</summary>
    /// <param name="events">What it handed out.</param>
    public void Confirm(IReadOnlyList<HandedEvent> events)
    {
        Events = events;
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Client} fetched {string.Join(", ", Events.Select(handed => $"{handed.Subject}#{handed.Number}"))} from {Listener}";
}
