using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>A registration in an answer.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="Uuid">The uuid of the object.</param>
/// <param name="Row">The registration.</param>
/// <param name="End">When the next registration was made; null for the current one.</param>
internal sealed record ObjectRegistration(TypeDefinition Type, Guid Uuid, RegistrationRow Row, DateTimeOffset? End)
{
    private ObjectState? _state;

    /// <summary>The state of the object in the registration. It is decoded when it is first needed.</summary>
    public ObjectState State => _state ??= ObjectStateCodec.Decode(Type, Row.State.AsSpan());

    /// <summary>Pairs each registration of an object with the time of the next.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="rows">All registrations, oldest first.</param>
    public static IEnumerable<ObjectRegistration> Of(TypeDefinition type, Guid uuid, IReadOnlyList<RegistrationRow> rows) =>
        rows.Select((row, index) => new ObjectRegistration(type, uuid, row, index + 1 < rows.Count ? rows[index + 1].Time : null));
}
