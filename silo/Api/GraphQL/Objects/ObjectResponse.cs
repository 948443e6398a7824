using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>An object in an answer.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="Uuid">The uuid of the object.</param>
/// <param name="Loaded">
/// The current registration if its list has read it already; null to load it when a field needs it.
/// </param>
/// <param name="Failures">The after triggers of the mutation that failed.</param>
internal sealed record ObjectResponse(
    TypeDefinition Type,
    Guid Uuid,
    LoadedObject? Loaded,
    ImmutableArray<TriggerFailure> Failures)
{
    /// <summary>The object's key.</summary>
    public ObjectKey Key => new(Type.Name, Uuid);
}
