namespace MoCluster.History;

/// <summary>A call that publishes events in one commit: all of them or none.</summary>
public sealed class Publish : Operation
{
    internal Publish(History history, string client, IReadOnlyList<PublishedEntry> entries, string? idempotencyKey)
        : base(history, client)
    {
        Entries = entries;
        IdempotencyKey = idempotencyKey;
    }

    /// <summary>The events, in order.</summary>
    public IReadOnlyList<PublishedEntry> Entries { get; }

    /// <summary>The key that makes repeated calls one publication; null if there is none.</summary>
    public string? IdempotencyKey { get; }

    /// <summary>The numbers of the events, in order; empty if the answer did not give them, or did not come.</summary>
    public IReadOnlyList<long> Numbers { get; private set; } = [];

    /// <summary>Records that the events were published.</summary>
    /// <param name="numbers">The numbers, one per event; empty if the answer does not give them.</param>
    public void Confirm(IReadOnlyList<long> numbers)
    {
        if (numbers.Count != 0 && numbers.Count != Entries.Count)
            throw new ArgumentException($"{numbers.Count} numbers for {Entries.Count} events.", nameof(numbers));
        Numbers = numbers;
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Client} published {string.Join(", ", Entries.Select(entry => $"{entry.Stream} {entry.Subject}"))}";
}
