namespace MoCluster.History;

/// <summary>Events published by one call: one commit, all of them or none.</summary>
public sealed class Publish : Operation
{
    internal Publish(History history, string client, IReadOnlyList<PublishedEntry> entries, string? idempotencyKey)
        : base(history, client)
    {
        Entries = entries;
        IdempotencyKey = idempotencyKey;
    }

    /// <summary>What was published, in order.</summary>
    public IReadOnlyList<PublishedEntry> Entries { get; }

    /// <summary>What makes repeated calls one publication; null for none.</summary>
    public string? IdempotencyKey { get; }

    /// <summary>The events' numbers, in their order; empty where the answer did not tell them or did not come.</summary>
    public IReadOnlyList<long> Numbers { get; private set; } = [];

    /// <summary>It was answered with the events' numbers.</summary>
    /// <param name="numbers">The numbers, one an entry; empty when the answer does not tell.</param>
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
