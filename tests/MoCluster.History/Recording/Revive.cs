namespace MoCluster.History;

/// <summary>
/// A call that moves a listener's position, or replays or reruns its events. Settled events may come again. If the listener is moved
/// forward, the events before the position are no longer owed.
/// </summary>
public sealed class Revive : Operation
{
    internal Revive(History history, string client, Guid listener, string? subject, long? skipped)
        : base(history, client) => (Listener, Subject, Skipped) = (listener, subject, skipped);

    /// <summary>The uuid of the listener.</summary>
    public Guid Listener { get; }

    /// <summary>The only subject that is revived; null for all.</summary>
    public string? Subject { get; }

    /// <summary>
    /// The number up to which events are no longer owed; null if all stay owed; <see cref="long.MaxValue"/> if the client cannot know.
    /// </summary>
    public long? Skipped { get; private set; }

    /// <summary>Records that the call was confirmed.</summary>
    /// <param name="skipped">
    /// The number up to which events are no longer owed, if the answer gave it; null to keep <see cref="Skipped"/>.
    /// </param>
    public void Confirm(long? skipped = null)
    {
        Skipped = skipped ?? Skipped;
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Client} revived {Subject ?? "all"} of {Listener}";
}
