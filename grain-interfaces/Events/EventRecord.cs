namespace MoCluster.GrainInterfaces.Events;

/// <summary>An event as it stands in its stream (DESIGN.md §5).</summary>
/// <param name="Number">Its place in the stream: 1, 2, 3 … without gaps, in commit order.</param>
/// <param name="Uuid">Its own identity.</param>
/// <param name="Subject">Whom it concerns, at most <see cref="MaxSubjectLength"/> characters; for native events the object's uuid.</param>
/// <param name="Priority">1 is first.</param>
/// <param name="Time">When it was committed; never before its predecessor's.</param>
/// <param name="Key">What must not be in two hands at once: the person, else the org unit, else the subject.</param>
/// <param name="Registration">The registration it speaks of; null for events that integrations sent.</param>
/// <param name="Target">To whom alone it speaks; null for everybody.</param>
/// <param name="TraceParent">
/// The recorded span that caused it, as the 55 characters of a W3C trace parent; null where no trace of it was recorded.
/// </param>
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
    [property: Id(8)] string? TraceParent = null)
{
    /// <summary>The priority of an event for which none was named (os2mo.md §7).</summary>
    public const int DefaultPriority = 10_000;

    /// <summary>The longest subject, in characters (os2mo.md §1.3).</summary>
    public const int MaxSubjectLength = 220;
}
