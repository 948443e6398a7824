using MoCluster.GrainInterfaces.Objects;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>A run of an import, which stores how far it came.</summary>
/// <param name="grain">The grain of the import.</param>
/// <param name="calls">Calls it.</param>
/// <param name="id">The id of the import.</param>
/// <param name="run">The uuid of the run.</param>
/// <param name="after">The line up to which earlier runs came.</param>
internal sealed class StartedImport(IImportGrain grain, GrainCalls calls, string id, Guid run, long after)
{
    private long _stored = after;

    /// <summary>The id of the import.</summary>
    public string Id => id;

    /// <summary>The line up to which earlier runs came.</summary>
    public long After { get; } = after;

    /// <summary>Stores how far the run came.</summary>
    /// <param name="done">The line up to which everything is decided and durable.</param>
    /// <exception cref="RefusedException">Another run has the import, or the grain did not answer in time.</exception>
    public async Task ReportAsync(long done)
    {
        if (done > _stored)
            (await calls.RepeatableAsync(() => grain.ReportAsync(run, done))).OrThrow();
        _stored = done;
    }

    /// <summary>Forgets the import, which is complete.</summary>
    /// <exception cref="RefusedException">Another run has the import, or the grain did not answer in time.</exception>
    public async Task CompleteAsync() => (await calls.RepeatableAsync(() => grain.CompleteAsync(run))).OrThrow();
}
