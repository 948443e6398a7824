namespace MoCluster.GrainInterfaces.Events;

/// <summary>An event in its stream (docs/architecture.md §5.1).</summary>
/// <param name="Number">The number in the stream: 1, 2, 3 … without gaps, in commit order.</param>
/// <param name="Uuid">The event's identity.</param>
/// <param name="Subject">
/// The identifier of what the event concerns, at most <see cref="MaxSubjectLength"/> characters. For native events it is the object's uuid.
/// </param>
/// <param name="Priority">The priority. 1 comes first.</param>
/// <param name="Time">The time of the commit, which is never before that of the event before it.</param>
/// <param name="Key">
/// A listener group leases at most one event with the same key at a time. The key of a native event is the person, else the org unit, else the
/// subject.
/// </param>
/// <param name="Registration">The registration that the event is about; null for events that integrations sent.</param>
/// <param name="Target">The only listener or owner to whom the event goes; null for all.</param>
/// <param name="TraceParent">
/// The recorded span that caused the event, as a W3C trace parent of 55 characters; null when no trace was recorded.
/// </param>
/// <param name="Triggerless">Whether the change skipped triggers and AMQP. All listeners get the event, except those that publish over AMQP.</param>
[GenerateSerializer, Immutable, Alias("mo.event")]
public sealed record EventRecord(
    [property: Id(0)] long Number,
    [property: Id(1)] Guid Uuid,
    [property: Id(2)] string Subject,
    [property: Id(3)] int Priority,
    [property: Id(4)] DateTimeOffset Time,
    [property: Id(5)] string Key,
    [property: Id(6)] RegistrationReference? Registration = null,
    [property: Id(7)] EventTarget? Target = null,
    [property: Id(8)] string? TraceParent = null,
    [property: Id(9)] bool Triggerless = false)
{
    /// <summary>The priority of an event that was sent without one (docs/os2mo.md §9).</summary>
    public const int DefaultPriority = 10_000;

    /// <summary>The longest subject, in characters (docs/os2mo.md §3).</summary>
    public const int MaxSubjectLength = 220;
}
