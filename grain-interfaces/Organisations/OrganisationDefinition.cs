namespace MoCluster.GrainInterfaces.Organisations;

/// <summary>The root organisation, to which all units belong. There is one, from the first <c>org_create</c> on (docs/os2mo.md §8.4).</summary>
/// <param name="Uuid">Its uuid. As the parent of a unit it means that the unit is at the top.</param>
/// <param name="MunicipalityCode">The number of the municipality; null if it is not set.</param>
[GenerateSerializer, Immutable, Alias("mo.organisation-definition")]
public sealed record OrganisationDefinition(
    [property: Id(0)] Guid Uuid,
    [property: Id(1)] int? MunicipalityCode);
