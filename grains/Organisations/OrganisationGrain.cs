using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Organisations;
using MoCluster.Grains.Objects;

namespace MoCluster.Grains.Organisations;

/// <summary>Keeps the root organisation. Its uuid never changes once it is there.</summary>
/// <param name="state">What is stored.</param>
/// <param name="identifiers">Gives the organisation its uuid.</param>
[GrainType("mo.organisation")]
public sealed class OrganisationGrain(
    [PersistentState("mo.organisation")] IPersistentState<OrganisationState> state, IIdentifierSource identifiers) : Grain, IOrganisationGrain
{
    private static Refusal Unconfigured { get; } = new(
        ObjectCode.OrganisationUnconfigured, "There is no root organisation yet. Create it with org_create.");

    /// <inheritdoc/>
    public async Task<Outcome<OrganisationDefinition>> SetAsync(int? municipalityCode)
    {
        var organisation = new OrganisationDefinition(state.State.Organisation?.Uuid ?? identifiers.Next(), municipalityCode);
        if (organisation == state.State.Organisation)
            return organisation;
        var before = state.State.Organisation;
        state.State.Organisation = organisation;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Another activation may have written it. What is stored is read again by the next call.
            state.State.Organisation = before;
            DeactivateOnIdle();
            throw;
        }

        return organisation;
    }

    /// <inheritdoc/>
    public Task<Outcome<OrganisationDefinition>> ReadAsync() => Task.FromResult<Outcome<OrganisationDefinition>>(
        state.State.Organisation is { } organisation ? organisation : Unconfigured);
}
