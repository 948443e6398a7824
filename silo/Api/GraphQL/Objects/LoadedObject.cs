using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The current registration of an object in the store, decoded once for each request.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="Row">The row.</param>
/// <param name="State">The state of the row.</param>
internal sealed record LoadedObject(TypeDefinition Type, ObjectRow Row, ObjectState State)
{
    /// <summary>Decodes a row.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="row">The row.</param>
    public static LoadedObject Of(TypeDefinition type, ObjectRow row) => new(type, row, ObjectStateCodec.Decode(type, row.State.AsSpan()));
}
