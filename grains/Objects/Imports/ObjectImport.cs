using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Imports objects: many in a commit, written straight through the store, beside the grains of the objects. What keeps that safe are the commit's
/// preconditions, as with mutations: grains may be awake, and their next mutation then finds that the object has changed.
/// </summary>
/// <param name="commits">The steps of a group of lines.</param>
/// <param name="dry">Makes the steps of dry runs.</param>
/// <param name="store">The store.</param>
/// <param name="remembered">The objects that the process saw last.</param>
/// <param name="options">The limits of imports.</param>
/// <param name="factory">Makes what each import has for itself.</param>
public sealed class ObjectImport(
    ImportCommits commits,
    DryImport dry,
    IStore store,
    RememberedObjects remembered,
    ImportOptions options,
    ImportFactory factory)
{
    /// <summary>Begins an import.</summary>
    /// <param name="request">What the caller asked for.</param>
    /// <param name="tell">Gets every line that is refused.</param>
    /// <param name="cancellation">Ends reads and triggers, but never a commit.</param>
    public ImportRun Begin(ImportRequest request, Action<ImportProblem> tell, CancellationToken cancellation) =>
        request.IsDry
            ? new ImportRun(
                factory.Reader(), dry.Begin(out var over, out var seen), new ImportPlace(over, seen, options), request with { Triggerless = true }, tell, cancellation)
            : new ImportRun(factory.Reader(), commits, new ImportPlace(store, remembered, options), request, tell, cancellation);
}
