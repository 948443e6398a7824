namespace MoCluster.GrainInterfaces.Organisations;

/// <summary>Keeps the root organisation. There is one grain, with the key 0.</summary>
[Alias("mo.organisation")]
public interface IOrganisationGrain : IGrainWithIntegerKey
{
    /// <summary>Creates the root organisation, or sets the municipality code of the one that is there.</summary>
    /// <param name="municipalityCode">The number of the municipality; null for none.</param>
    [Alias("set")]
    Task<Outcome<OrganisationDefinition>> SetAsync(int? municipalityCode);

    /// <summary>Reads the root organisation.</summary>
    /// <returns>The organisation; a refusal when there is none yet.</returns>
    [Alias("read")]
    Task<Outcome<OrganisationDefinition>> ReadAsync();
}
