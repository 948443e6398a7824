using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Reading;

/// <summary>Asks the store, for many objects at once, which of them meet conditions that their states do not tell.</summary>
/// <param name="store">The store.</param>
internal sealed class AskedConditions(IObjectStore store)
{
    /// <summary>How many registrations of an object are read at once. Most objects have fewer.</summary>
    private const int HistoryLength = 16;

    /// <summary>Asks.</summary>
    /// <param name="type">The type of the objects.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="uuids">The uuids of the objects.</param>
    /// <param name="cancellation">Ends the reads.</param>
    public async ValueTask<Answers> AskAsync(
        TypeDefinition type, IEnumerable<ResolvedCondition> conditions, ImmutableArray<Guid> uuids, CancellationToken cancellation)
    {
        var answers = new Answers();
        foreach (var condition in conditions)
        {
            var met = new HashSet<Guid>();
            foreach (var part in uuids.Chunk(StoreLimits.MaxBatch / HistoryLength))
            {
                if (condition is ResolvedCondition.Referred referred)
                    met.UnionWith(await ReferredAsync(type, referred, part, cancellation));
                else if (condition is ResolvedCondition.Registered registered)
                    met.UnionWith(await RegisteredAsync(type, registered, part, cancellation));
            }

            answers.Add(condition, met);
        }

        return answers;
    }

    private async ValueTask<IEnumerable<Guid>> ReferredAsync(
        TypeDefinition type, ResolvedCondition.Referred condition, Guid[] uuids, CancellationToken cancellation)
    {
        ImmutableArray<ReferrerPlace> targets = [.. uuids.Select(uuid => new ReferrerPlace(uuid))];
        var query = new ReferrerQuery(condition.SourceType, condition.Field.Name, type.Name, targets, condition.Within, Limit: 1);
        var found = await store.ReadReferrersAsync(query, cancellation);
        return found.Select(referrer => referrer.Target);
    }

    private async ValueTask<IEnumerable<Guid>> RegisteredAsync(
        TypeDefinition type, ResolvedCondition.Registered condition, Guid[] uuids, CancellationToken cancellation)
    {
        var met = new HashSet<Guid>();
        ImmutableArray<HistoryPlace> places = [.. uuids.Select(uuid => new HistoryPlace(new ObjectKey(type.Name, uuid)))];
        while (!places.IsEmpty)
        {
            var rows = await store.ReadHistoriesAsync(new HistoryQuery(places, condition.From, condition.To, HistoryLength), cancellation);
            met.UnionWith(rows.Where(row => condition.Actors?.Contains(row.Registration.Actor) ?? true).Select(row => row.Object.Uuid));
            places =
            [
                .. rows.GroupBy(row => row.Object)
                    .Where(history => !met.Contains(history.Key.Uuid) && history.Count() == HistoryLength)
                    .Select(history => new HistoryPlace(history.Key, history.Last().Registration.Number)),
            ];
        }

        return met;
    }
}
