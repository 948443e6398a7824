using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>An object in an answer, as OS2mo's container of what it is at different times.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="Uuid">The uuid of the object.</param>
internal sealed record ObjectResponse(TypeDefinition Type, Guid Uuid)
{
    /// <summary>The state that a list has read already; null to load it when a field needs it.</summary>
    public ObjectState? State { get; init; }

    /// <summary>The interval of the filter by which it was found; null for that of an instant, now.</summary>
    public Validity? Interval { get; init; }

    /// <summary>The registration time of the filter by which it was found; null for now.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>The after triggers of the mutation that failed; empty in answers to queries.</summary>
    public ImmutableArray<TriggerFailure> Failures { get; init; } = [];

    /// <summary>The object's key.</summary>
    public ObjectKey Key => new(Type.Name, Uuid);
}
