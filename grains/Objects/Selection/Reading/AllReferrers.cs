using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Selection.Sources;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Reading;

/// <summary>Reads all objects that refer to some others.</summary>
/// <param name="store">The store.</param>
/// <param name="options">How many there may be.</param>
internal sealed class AllReferrers(IObjectStore store, SelectionOptions options)
{
    /// <summary>Reads them, in any order; a refusal if there are too many.</summary>
    /// <param name="query">Asks for those who refer; its targets and its limit do not count.</param>
    /// <param name="targets">The uuids of the others, each once.</param>
    /// <param name="cancellation">Ends the reads.</param>
    public async ValueTask<Outcome<List<Referrer>>> ReadAsync(ReferrerQuery query, IEnumerable<Guid> targets, CancellationToken cancellation)
    {
        var rounds = new ReferrerRounds(targets, after: null);
        var found = new List<Referrer>();
        while (!rounds.IsDone)
        {
            var (places, limit) = rounds.Next();
            var part = await store.ReadReferrersAsync(query with { Targets = places, Limit = limit }, cancellation);
            rounds.Add(limit, part);
            found.AddRange(part);
            if (found.Count > options.MaxFound)
                return options.TooMany($"objects of type {query.SourceType}");
        }

        return found;
    }
}
