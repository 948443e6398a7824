namespace MoCluster.History;

/// <summary>
/// A listener rewound or moved forward, or events of it replayed or rerun: what was settled may come again, and where it was moved
/// forward, what lies before is no longer owed.
/// </summary>
public sealed class Revive : Operation
{
    internal Revive(History history, string client, Guid listener, string? subject, long? skipped)
        : base(history, client) => (Listener, Subject, Skipped) = (listener, subject, skipped);

    /// <summary>The listener.</summary>
    public Guid Listener { get; }

    /// <summary>The only subject concerned; null for all.</summary>
    public string? Subject { get; }

    /// <summary>Up to which number events are no longer owed; null for none; the largest number there is when the caller cannot know.</summary>
    public long? Skipped { get; private set; }

    /// <summary>It was answered.</summary>
    /// <param name="skipped">Up to which number events are no longer owed, now that it is known; null to leave it.</param>
    public void Confirm(long? skipped = null)
    {
        Skipped = skipped ?? Skipped;
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Client} revived {Subject ?? "all"} of {Listener}";
}
