using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>A registration in an answer.</summary>
/// <param name="Uuid">The object.</param>
/// <param name="Row">The registration.</param>
/// <param name="End">When the next was made; null for the current.</param>
/// <param name="State">What it says of the object.</param>
internal sealed record ObjectRegistration(Guid Uuid, RegistrationRow Row, DateTimeOffset? End, ObjectState State)
{
    /// <summary>Pairs each registration with the time of the next.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="uuid">The object.</param>
    /// <param name="rows">Its registrations, oldest first, with the one after the last that is shown where there is one.</param>
    /// <param name="limit">How many are shown.</param>
    public static IReadOnlyList<ObjectRegistration> Of(TypeDefinition type, Guid uuid, IReadOnlyList<RegistrationRow> rows, int limit) =>
    [
        .. rows.Take(limit).Select((row, index) => new ObjectRegistration(
            uuid,
            row,
            index + 1 < rows.Count ? rows[index + 1].Time : null,
            ObjectStateCodec.Decode(type, row.State.AsSpan()))),
    ];
}
