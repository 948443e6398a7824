using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>A registration in an answer.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="History">The registration, and when the next one was made.</param>
internal sealed record ObjectRegistration(TypeDefinition Type, HistoryRow History)
{
    private ObjectState? _state;

    /// <summary>The uuid of the object.</summary>
    public Guid Uuid => History.Object.Uuid;

    /// <summary>The registration.</summary>
    public RegistrationRow Row => History.Registration;

    /// <summary>When the next registration was made; null for the current one.</summary>
    public DateTimeOffset? End => History.Until;

    /// <summary>The state of the object in the registration. It is decoded when it is first needed.</summary>
    public ObjectState State => _state ??= ObjectStateCodec.Decode(Type, Row.State.AsSpan());
}
