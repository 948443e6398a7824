namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>An object in a line of an export or an import. It has either registrations or, only for imports, validities.</summary>
/// <param name="Type">The type, for example org_unit.</param>
/// <param name="Uuid">The uuid.</param>
/// <param name="Registrations">The whole history, the oldest registration first. Exports always write it.</param>
/// <param name="Validities">The state of which an import makes one registration, on behalf of its caller.</param>
/// <param name="Note">The note for that registration.</param>
internal sealed record V1Object(
    string Type,
    Guid Uuid,
    IReadOnlyList<V1Registration>? Registrations = null,
    IReadOnlyList<V1Validity>? Validities = null,
    string? Note = null);
