using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Objects.Selection.Sources;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Reading;

/// <summary>Finds the objects of resolved selections.</summary>
/// <param name="store">The store.</param>
/// <param name="options">The sizes of reads.</param>
internal sealed class SelectionRun(IObjectStore store, SelectionOptions options)
{
    /// <summary>A part is at least so large: a round trip costs more than a few rows.</summary>
    private const int LeastPart = 32;

    /// <summary>Finds objects, ascending by uuid.</summary>
    /// <typeparam name="T">What is kept of each.</typeparam>
    /// <param name="selection">Says which.</param>
    /// <param name="after">Only objects with a uuid above this one; null for all.</param>
    /// <param name="limit">The most objects.</param>
    /// <param name="keep">Makes what is kept of an object.</param>
    /// <param name="cancellation">Ends the reads.</param>
    public async ValueTask<List<T>> FindAsync<T>(
        ResolvedSelection selection, Guid? after, int limit, Func<Candidate, T> keep, CancellationToken cancellation)
    {
        if (selection.IsVoid || limit <= 0)
            return [];
        var racers = CandidateOrigin.Of(selection).Select(origin => (Source: Open(origin, selection, after), Found: new List<T>())).ToList();
        for (var size = Math.Min(Math.Max(limit, LeastPart), options.ChunkLength); ; size = Math.Min(2 * size, options.ChunkLength))
        {
            // Those who refer to many targets may be too many to gather; then all objects are looked at.
            if (racers.Count > 1)
                racers.RemoveAll(racer => racer.Source is GatheredSource gathered && gathered.Count > options.MaxFound);
            foreach (var (source, found) in racers)
            {
                foreach (var candidate in await MatchingAsync(selection, await source.ReadAsync(size, cancellation), cancellation))
                {
                    found.Add(keep(candidate));
                    if (found.Count == limit)
                        return found;
                }

                if (source.IsEnded)
                    return found;
            }
        }
    }

    /// <summary>Leaves those objects that meet all conditions.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="candidates">The objects.</param>
    /// <param name="cancellation">Ends the reads.</param>
    public async ValueTask<IReadOnlyCollection<Candidate>> MatchingAsync(
        ResolvedSelection selection, ImmutableArray<Candidate> candidates, CancellationToken cancellation)
    {
        if (selection.Conditions.IsEmpty || candidates.IsEmpty)
            return candidates;
        var asking = selection.Conditions.ToLookup(condition => condition.Asked.Any());
        List<Candidate> left = [.. candidates.Where(candidate => asking[false].All(condition => SelectionMatch.Meets(condition, candidate, Answers.None)))];
        if (left.Count == 0 || !asking[true].Any())
            return left;
        var answers = await new AskedConditions(store).AskAsync(
            selection.Type, asking[true].SelectMany(condition => condition.Asked), [.. left.Select(candidate => candidate.Uuid)], cancellation);
        left.RemoveAll(candidate => !asking[true].All(condition => SelectionMatch.Meets(condition, candidate, answers)));
        return left;
    }

    private CandidateSource Open(CandidateOrigin origin, ResolvedSelection selection, Guid? after)
    {
        var reads = new CandidateReads(store, selection);
        if (origin is CandidateOrigin.Referring { Condition: var condition })
        {
            var query = new ReferrerQuery(selection.Type.Name, condition.Field.Name, condition.Field.Target!, [], selection.Interval, 1);
            return condition.Targets.Count <= CandidateOrigin.MergedTargets
                ? new MergedSource(store, reads, query, new ReferrerMerge(condition.Targets, after))
                : new GatheredSource(store, reads, query, new ReferrerRounds(condition.Targets, after));
        }

        return origin switch
        {
            CandidateOrigin.Known known => new KnownSource(reads, known.Uuids, after),
            CandidateOrigin.Keyed keyed => new ListedSource(reads, keyed.UserKeys, after),
            _ => new ListedSource(reads, default, after),
        };
    }
}
