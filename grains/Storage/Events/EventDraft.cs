using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>An event before its commit gave it a number and a time.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Uuid">Its identity.</param>
/// <param name="Subject">Whom it concerns.</param>
/// <param name="Priority">1 is first.</param>
/// <param name="Key">What must not be in two hands at once.</param>
/// <param name="Registration">The registration it speaks of; null for none.</param>
/// <param name="Target">To whom alone it speaks; null for everybody.</param>
/// <param name="TraceParent">The recorded span that causes it, as <see cref="Primitives.TraceParent"/> writes it; null for none.</param>
public sealed record EventDraft(
    StreamKey Stream,
    Guid Uuid,
    string Subject,
    int Priority,
    string Key,
    RegistrationReference? Registration = null,
    EventTarget? Target = null,
    string? TraceParent = null);
