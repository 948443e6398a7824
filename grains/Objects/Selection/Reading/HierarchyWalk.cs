using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Objects.Selection.Sources;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Reading;

/// <summary>Finds what is below or above some objects, level by level. A circle, which may exist over time, ends the walk.</summary>
/// <param name="store">The store.</param>
/// <param name="options">The limits.</param>
/// <param name="selection">Says at which time the references must be in effect, and as registered when.</param>
/// <param name="parent">The field that refers to the object above.</param>
internal sealed class HierarchyWalk(IObjectStore store, SelectionOptions options, ObjectSelection selection, FieldDefinition parent)
{
    private readonly ResolvedSelection _all = new(selection.Type, selection.Interval, selection.KnownAt, Known: null, []);

    /// <summary>Finds what is below.</summary>
    /// <param name="tops">The objects at the top, or why they were not found.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>These objects and those below them; a refusal if there are too many.</returns>
    public async ValueTask<Outcome<HashSet<Guid>>> DownAsync(Outcome<HashSet<Guid>> tops, CancellationToken cancellation)
    {
        if (!tops.Succeeded || tops.Value.Count == 0)
            return tops;
        if (selection.KnownAt is null)
            return await WalkAsync(tops.Value, ReferrersAsync, cancellation);

        // Earlier registrations have no index by what they refer to.
        var above = await new SelectionRun(store, options).FindAsync(
            _all, after: null, options.MaxFound + 1, candidate => (candidate.Uuid, Parents: ParentsOf(candidate)), cancellation);
        if (above.Count > options.MaxFound)
            return options.TooMany($"objects of type {selection.Type.Name}");
        var below = above.SelectMany(each => each.Parents.Select(over => (Above: over, each.Uuid))).ToLookup(each => each.Above, each => each.Uuid);
        return await WalkAsync(
            tops.Value, (level, _) => new(new Outcome<IEnumerable<Guid>>(level.SelectMany(uuid => below[uuid]), null)), cancellation);
    }

    /// <summary>Finds what is above.</summary>
    /// <param name="bottoms">The objects at the bottom, or why they were not found.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>These objects and those above them; a refusal if there are too many.</returns>
    public async ValueTask<Outcome<HashSet<Guid>>> UpAsync(Outcome<HashSet<Guid>> bottoms, CancellationToken cancellation) =>
        bottoms.Succeeded ? await WalkAsync(bottoms.Value, ParentsAsync, cancellation) : bottoms;

    private async ValueTask<Outcome<HashSet<Guid>>> WalkAsync(
        HashSet<Guid> from, Func<ImmutableArray<Guid>, CancellationToken, ValueTask<Outcome<IEnumerable<Guid>>>> nextLevel, CancellationToken cancellation)
    {
        var reached = from.ToHashSet();
        for (ImmutableArray<Guid> level = [.. reached.Order()]; !level.IsEmpty;)
        {
            var next = await nextLevel(level, cancellation);
            if (!next.Succeeded)
                return next.Refusal;
            level = [.. next.Value.Where(reached.Add).Order()];
            if (reached.Count > options.MaxFound)
                return options.TooMany($"objects of type {selection.Type.Name}");
        }

        return reached;
    }

    private async ValueTask<Outcome<IEnumerable<Guid>>> ReferrersAsync(ImmutableArray<Guid> level, CancellationToken cancellation)
    {
        var query = new ReferrerQuery(selection.Type.Name, parent.Name, selection.Type.Name, [], selection.Interval, 1);
        var found = await new AllReferrers(store, options).ReadAsync(query, level, cancellation);
        return new(found.Value?.Select(referrer => referrer.Source), found.Refusal);
    }

    private async ValueTask<Outcome<IEnumerable<Guid>>> ParentsAsync(ImmutableArray<Guid> level, CancellationToken cancellation)
    {
        var candidates = await new CandidateReads(store, _all).OfAsync(level, cancellation);
        return new(candidates.SelectMany(candidate => ParentsOf(candidate)).ToList(), null);
    }

    private ImmutableArray<Guid> ParentsOf(Candidate candidate) =>
        [.. candidate.Segments.SelectMany(segment => SelectionMatch.ReferencesOf(segment.Values[parent]))];
}
