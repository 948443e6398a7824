using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>An object in an answer: its uuid, and what can be asked of it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Uuid">Its uuid.</param>
/// <param name="Loaded">
/// Its current registration where the list that it is in read it already; null to load it when it is asked for.
/// </param>
/// <param name="Failures">After triggers of the mutation that answers it which failed.</param>
internal sealed record ObjectResponse(
    TypeDefinition Type,
    Guid Uuid,
    LoadedObject? Loaded,
    ImmutableArray<TriggerFailure> Failures)
{
    /// <summary>The object's key.</summary>
    public ObjectKey Key => new(Type.Name, Uuid);
}
