using System.Runtime.CompilerServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Organisations;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>The root organisation as this silo knows it. Its uuid never changes, so it is asked for once.</summary>
/// <param name="grains">Gives the grain.</param>
/// <param name="calls">Calls it.</param>
internal sealed class RootOrganisation(IGrainFactory grains, GrainCalls calls)
{
    private StrongBox<Guid>? _uuid;

    /// <summary>The uuid as far as this silo has learned it; null until <see cref="UuidAsync"/> has found it.</summary>
    public Guid? KnownUuid => _uuid?.Value;

    /// <summary>The uuid; null while there is no root organisation.</summary>
    public async ValueTask<Guid?> UuidAsync()
    {
        if (_uuid is { } known)
            return known.Value;
        var read = await ReadAsync();
        return read.Succeeded ? read.Value.Uuid : null;
    }

    /// <summary>Reads the organisation.</summary>
    public async Task<Outcome<OrganisationDefinition>> ReadAsync() => Know(await calls.QueryAsync(Grain.ReadAsync));

    /// <summary>Creates the organisation, or sets the municipality code of the one that is there.</summary>
    /// <param name="municipalityCode">The number of the municipality; null for none.</param>
    /// <exception cref="RefusedException">The grain did not answer in time.</exception>
    public async ValueTask<OrganisationDefinition> SetAsync(int? municipalityCode) =>
        Know(await calls.RepeatableAsync(() => Grain.SetAsync(municipalityCode))).OrThrow();

    private IOrganisationGrain Grain => grains.GetGrain<IOrganisationGrain>(0);

    private Outcome<OrganisationDefinition> Know(Outcome<OrganisationDefinition> read)
    {
        if (read.Succeeded)
            _uuid ??= new StrongBox<Guid>(read.Value.Uuid);
        return read;
    }
}
