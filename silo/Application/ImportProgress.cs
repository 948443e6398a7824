using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>How far an import came, across its runs: the place where the next run goes on.</summary>
/// <param name="grains">Gives the grain of the import.</param>
/// <param name="calls">Calls it.</param>
/// <param name="identifiers">Gives imports and runs their ids.</param>
internal sealed class ImportProgress(IGrainFactory grains, GrainCalls calls, IIdentifierSource identifiers)
{
    /// <summary>Begins a run of an import.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="id">The id that the caller gave; null to make one.</param>
    /// <exception cref="RefusedException">The grain did not answer in time.</exception>
    public async Task<StartedImport> BeginAsync(ApiRequest request, string? id)
    {
        var run = identifiers.Next();
        var name = id ?? identifiers.Next().ToString("D");
        var grain = grains.GetGrain<IImportGrain>($"{request.Actor.Uuid:D}/{name}");
        var after = (await calls.RepeatableAsync(() => grain.BeginAsync(run))).OrThrow();
        return new StartedImport(grain, calls, name, run, after);
    }
}
