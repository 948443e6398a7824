using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.GrainInterfaces.Events;

/// <summary>The registration that an event is about.</summary>
/// <param name="Object">The object.</param>
/// <param name="Number">The number of the object's registration.</param>
[GenerateSerializer, Immutable, Alias("mo.registration-reference")]
public sealed record RegistrationReference([property: Id(0)] ObjectKey Object, [property: Id(1)] long Number);
