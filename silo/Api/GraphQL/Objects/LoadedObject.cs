using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>An object as the store has it: its current registration, decoded once a request.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Row">The row.</param>
/// <param name="State">The state of the row.</param>
internal sealed record LoadedObject(TypeDefinition Type, ObjectRow Row, ObjectState State)
{
    /// <summary>Decodes a row.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="row">The row.</param>
    public static LoadedObject Of(TypeDefinition type, ObjectRow row) => new(type, row, ObjectStateCodec.Decode(type, row.State.AsSpan()));
}
