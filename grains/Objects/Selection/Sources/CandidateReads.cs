using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Reads the objects of a selection that are active within its interval, as they were registered when it says.</summary>
/// <param name="store">The store.</param>
/// <param name="selection">The selection.</param>
internal sealed class CandidateReads(IObjectStore store, ResolvedSelection selection)
{
    /// <summary>Reads those of some objects that are active.</summary>
    /// <param name="uuids">Their uuids, ascending.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async ValueTask<ImmutableArray<Candidate>> OfAsync(ImmutableArray<Guid> uuids, CancellationToken cancellation)
    {
        if (uuids.IsEmpty)
            return [];
        var found = ImmutableArray.CreateBuilder<Candidate>(uuids.Length);
        foreach (var part in uuids.Chunk(StoreLimits.MaxBatch))
            found.AddRange(selection.KnownAt is { } instant ? await PastAsync(part, instant, cancellation) : await CurrentAsync(part, cancellation));
        return found.DrainToImmutable();
    }

    /// <summary>Reads a page of the objects of the type.</summary>
    /// <param name="userKeys">Only those with one of these user keys; default for all. They tell nothing of earlier registrations.</param>
    /// <param name="after">Only those with a uuid above this one; null for all.</param>
    /// <param name="size">The size of the page.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Those of the page that are active; and the last uuid of the page, or null if it was the last page.</returns>
    public async ValueTask<(ImmutableArray<Candidate> Candidates, Guid? Last)> ListAsync(
        ImmutableArray<string> userKeys, Guid? after, int size, CancellationToken cancellation)
    {
        var query = new ObjectQuery(selection.Type.Name, size, after, UserKeys: userKeys, Active: selection.KnownAt is null ? selection.Interval : null);
        var rows = await store.ListObjectsAsync(query, cancellation);
        Guid? last = rows.Length < size ? null : rows[^1].Object.Uuid;
        return selection.KnownAt is null
            ? (ImmutableArray.CreateRange(rows, row => Candidate.Of(selection, row)), last)
            : (await OfAsync(ImmutableArray.CreateRange(rows, row => row.Object.Uuid), cancellation), last);
    }

    private async ValueTask<IEnumerable<Candidate>> CurrentAsync(Guid[] uuids, CancellationToken cancellation)
    {
        var query = new ObjectQuery(selection.Type.Name, uuids.Length, Uuids: [.. uuids], Active: selection.Interval);
        var rows = await store.ListObjectsAsync(query, cancellation);
        return rows.Select(row => Candidate.Of(selection, row));
    }

    private async ValueTask<IEnumerable<Candidate>> PastAsync(Guid[] uuids, DateTimeOffset instant, CancellationToken cancellation)
    {
        var places = uuids.Select(uuid => new HistoryPlace(new ObjectKey(selection.Type.Name, uuid)));
        var rows = await store.ReadHistoriesAsync(HistoryQuery.At(places, instant), cancellation);
        return rows.Select(row => Candidate.Of(selection, row)).Where(candidate => !candidate.Segments.IsEmpty);
    }
}
