using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>A registration in an answer.</summary>
/// <param name="Uuid">The uuid of the object.</param>
/// <param name="Row">The registration.</param>
/// <param name="End">When the next registration was made; null for the current one.</param>
/// <param name="State">The state of the object in the registration.</param>
internal sealed record ObjectRegistration(Guid Uuid, RegistrationRow Row, DateTimeOffset? End, ObjectState State)
{
    /// <summary>Pairs each registration with the time of the next.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="rows">The registrations, oldest first, with one more than the limit if there is one.</param>
    /// <param name="limit">The most registrations in the answer.</param>
    public static IReadOnlyList<ObjectRegistration> Of(TypeDefinition type, Guid uuid, IReadOnlyList<RegistrationRow> rows, int limit) =>
    [
        .. rows.Take(limit).Select((row, index) => new ObjectRegistration(
            uuid,
            row,
            index + 1 < rows.Count ? rows[index + 1].Time : null,
            ObjectStateCodec.Decode(type, row.State.AsSpan()))),
    ];
}
