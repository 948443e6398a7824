namespace MoCluster.GrainInterfaces.Objects;

/// <summary>
/// Remembers how far an import came, so that it can go on after a crash. Its key is <c>caller/id</c>: the uuid of the caller, and the id of the
/// import. One run of an import goes on at a time; the last one that began has it.
/// </summary>
[Alias("mo.import")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Begins a run, and takes the import from an earlier one that still goes on.</summary>
    /// <param name="run">The uuid of the run.</param>
    /// <returns>The line up to which earlier runs came; 0 when there was none, or when the import was completed.</returns>
    [Alias("begin")]
    Task<Outcome<long>> BeginAsync(Guid run);

    /// <summary>Remembers how far a run came.</summary>
    /// <param name="run">The uuid of the run.</param>
    /// <param name="done">The line up to which everything is decided and durable.</param>
    /// <returns>The line; or a refusal when a later run has the import.</returns>
    [Alias("report")]
    Task<Outcome<long>> ReportAsync(Guid run, long done);

    /// <summary>Forgets an import that is complete.</summary>
    /// <param name="run">The uuid of the run.</param>
    /// <returns>0; or a refusal when a later run has the import.</returns>
    [Alias("complete")]
    Task<Outcome<long>> CompleteAsync(Guid run);
}
