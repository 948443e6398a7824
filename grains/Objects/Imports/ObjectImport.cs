using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Imports objects: many in a commit, written straight through the store, beside the grains of the objects. What keeps that safe are the commit's
/// preconditions, as with mutations: grains may be awake, and their next mutation then finds that the object has changed.
/// </summary>
/// <param name="commits">The steps of a group of lines.</param>
/// <param name="store">The store.</param>
/// <param name="remembered">The objects that the process saw last.</param>
/// <param name="options">The limits of imports.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="calendar">The days on which validities begin and end.</param>
/// <param name="objects">The limits of objects.</param>
public sealed class ObjectImport(
    ImportCommits commits,
    IStore store,
    RememberedObjects remembered,
    ImportOptions options,
    ObjectCatalogue catalogue,
    ValidityCalendar calendar,
    ObjectOptions objects)
{
    internal ImportCommits Commits => commits;

    internal IStore Store => store;

    internal RememberedObjects Remembered => remembered;

    internal ImportOptions Options => options;

    /// <summary>Begins an import.</summary>
    /// <param name="request">What the caller asked for.</param>
    /// <param name="tell">Gets every line that is refused.</param>
    /// <param name="cancellation">Ends reads and triggers, but never a commit.</param>
    public ImportRun Begin(ImportRequest request, Action<ImportProblem> tell, CancellationToken cancellation) =>
        new(this, request, tell, cancellation);

    internal ImportLineReader NewReader() => new(catalogue, calendar, objects);
}
