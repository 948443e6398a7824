using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>An event before its commit gave it a number and a time.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Uuid">Identifies the event.</param>
/// <param name="Subject">What the event is about.</param>
/// <param name="Priority">The priority; 1 is first.</param>
/// <param name="Key">Events with the same key are never delivered to two clients at once.</param>
/// <param name="Registration">The registration that the event reports; null for none.</param>
/// <param name="Target">The only receiver; null for all listeners.</param>
/// <param name="TraceParent">The recorded span that caused the event, in the form of <see cref="Primitives.TraceParent"/>; null for none.</param>
/// <param name="Triggerless">Whether the change skips triggers and AMQP (docs/os2mo.md §7).</param>
public sealed record EventDraft(
    StreamKey Stream,
    Guid Uuid,
    string Subject,
    int Priority,
    string Key,
    RegistrationReference? Registration = null,
    EventTarget? Target = null,
    string? TraceParent = null,
    bool Triggerless = false);
