using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Objects.Selection.Reading;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection;

/// <summary>
/// Finds objects in a store by selections, and reads what was registered of objects earlier. Each read sees the last commits of its moment; two reads may see
/// different ones.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="options">The limits.</param>
public sealed class SelectionReader(IObjectStore store, ObjectCatalogue catalogue, SelectionOptions options)
{
    /// <summary>How many registrations of each object are read at once when whole histories are asked for.</summary>
    private const int HistoryLength = 16;

    /// <summary>Finds objects, ascending by uuid in the order of <see cref="Guid.CompareTo(Guid)"/>.</summary>
    /// <param name="selection">Says which.</param>
    /// <param name="after">Only objects with a uuid above this one; null for all.</param>
    /// <param name="limit">The most objects to return.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The objects; a refusal if a nested selection finds more than <see cref="SelectionOptions.MaxFound"/>.</returns>
    public async ValueTask<Outcome<ImmutableArray<FoundObject>>> ReadAsync(
        ObjectSelection selection, Guid? after, int limit, CancellationToken cancellation)
    {
        var resolved = await new SelectionResolver(store, options).ResolveAsync(selection, cancellation);
        if (!resolved.Succeeded)
            return resolved.Refusal;
        var found = await new SelectionRun(store, options).FindAsync(resolved.Value, after, limit, Show, cancellation);
        return found.ToImmutableArray();
    }

    /// <summary>Finds, for each target, the selected objects that refer to it by a field at some time within the selection's interval.</summary>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field of the selection's type.</param>
    /// <param name="targets">The uuids of the targets.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The objects of each target that has some, ascending by uuid; a refusal if there are more than <see cref="SelectionOptions.MaxFound"/>.</returns>
    public async ValueTask<Outcome<IReadOnlyDictionary<Guid, ImmutableArray<FoundObject>>>> ReadByTargetsAsync(
        ObjectSelection selection, FieldDefinition field, IReadOnlyCollection<Guid> targets, CancellationToken cancellation)
    {
        var found = await new RelationReads(store, options).FindAsync(selection, field, targets.ToHashSet(), Show, cancellation);
        var byTarget = found.Value?.GroupBy(pair => pair.Target, pair => pair.Source).ToDictionary(group => group.Key, group => group.ToImmutableArray());
        return new Outcome<IReadOnlyDictionary<Guid, ImmutableArray<FoundObject>>>(byTarget, found.Refusal);
    }

    /// <summary>Counts, for each target, what <see cref="ReadByTargetsAsync"/> would find. Without conditions no object is read.</summary>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field of the selection's type.</param>
    /// <param name="targets">The uuids of the targets.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The count of each target that has some; a refusal if there are more than <see cref="SelectionOptions.MaxFound"/> in all.</returns>
    public async ValueTask<Outcome<IReadOnlyDictionary<Guid, int>>> CountByTargetsAsync(
        ObjectSelection selection, FieldDefinition field, IReadOnlyCollection<Guid> targets, CancellationToken cancellation)
    {
        if (RelationReads.IsPlain(selection))
        {
            var referrers = await new AllReferrers(store, options).ReadAsync(RelationReads.QueryOf(selection, field), targets.Distinct(), cancellation);
            return new Outcome<IReadOnlyDictionary<Guid, int>>(
                referrers.Value?.CountBy(referrer => referrer.Target).ToDictionary(count => count.Key, count => count.Value), referrers.Refusal);
        }

        var found = await new RelationReads(store, options).FindAsync(selection, field, targets.ToHashSet(), candidate => candidate.Uuid, cancellation);
        return new Outcome<IReadOnlyDictionary<Guid, int>>(
            found.Value?.CountBy(pair => pair.Target).ToDictionary(count => count.Key, count => count.Value), found.Refusal);
    }

    /// <summary>Tells to which targets any of the selected objects refers. Without conditions it reads one reference of each.</summary>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field of the selection's type.</param>
    /// <param name="targets">The uuids of the targets.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The targets; a refusal if more than <see cref="SelectionOptions.MaxFound"/> objects refer to them and conditions were given.</returns>
    public async ValueTask<Outcome<IReadOnlySet<Guid>>> HasByTargetsAsync(
        ObjectSelection selection, FieldDefinition field, IReadOnlyCollection<Guid> targets, CancellationToken cancellation)
    {
        if (!RelationReads.IsPlain(selection))
        {
            var found = await new RelationReads(store, options).FindAsync(selection, field, targets.ToHashSet(), candidate => candidate.Uuid, cancellation);
            return new Outcome<IReadOnlySet<Guid>>(found.Value?.Select(pair => pair.Target).ToHashSet(), found.Refusal);
        }

        var answered = new HashSet<Guid>();
        foreach (var part in targets.Distinct().Chunk(StoreLimits.MaxBatch))
        {
            var query = RelationReads.QueryOf(selection, field) with { Targets = [.. part.Select(target => new ReferrerPlace(target))] };
            answered.UnionWith((await store.ReadReferrersAsync(query, cancellation)).Select(referrer => referrer.Target));
        }

        return new Outcome<IReadOnlySet<Guid>>(answered, null);
    }

    /// <summary>Reads the states of objects as registered at an instant.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="knownAt">The instant.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The states of those objects that had a registration then; that of a deleted object is empty.</returns>
    public async ValueTask<IReadOnlyDictionary<ObjectKey, ObjectState>> ReadAtAsync(
        IReadOnlyCollection<ObjectKey> keys, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        var states = new Dictionary<ObjectKey, ObjectState>(keys.Count);
        foreach (var part in keys.Distinct().Chunk(StoreLimits.MaxBatch))
        {
            foreach (var row in await store.ReadHistoriesAsync(HistoryQuery.At(part.Select(key => new HistoryPlace(key)), knownAt), cancellation))
                states[row.Object] = ObjectStateCodec.Decode(catalogue[row.Object.Type], row.Registration.State.AsSpan());
        }

        return states;
    }

    /// <summary>Reads the registrations of objects that were the current one at some time from one instant on, before another.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after the interval.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The registrations of each object that has some, the oldest first; a refusal if there are more than <see cref="SelectionOptions.MaxFound"/>.</returns>
    public async ValueTask<Outcome<IReadOnlyDictionary<ObjectKey, ImmutableArray<HistoryRow>>>> ReadHistoriesAsync(
        IReadOnlyCollection<ObjectKey> keys, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var found = new Dictionary<ObjectKey, List<HistoryRow>>(keys.Count);
        var count = 0;
        foreach (var part in keys.Distinct().Chunk(StoreLimits.MaxBatch / HistoryLength))
        {
            ImmutableArray<HistoryPlace> places = [.. part.Select(key => new HistoryPlace(key))];
            while (!places.IsEmpty)
            {
                // The fewer objects have more, the more of each is read.
                var length = Math.Max(HistoryLength, StoreLimits.MaxBatch / HistoryLength / places.Length);
                var rows = await store.ReadHistoriesAsync(new HistoryQuery(places, from, to, length), cancellation);
                if ((count += rows.Length) > options.MaxFound)
                    return new Outcome<IReadOnlyDictionary<ObjectKey, ImmutableArray<HistoryRow>>>(null, options.TooMany("registrations"));
                foreach (var row in rows)
                {
                    if (!found.TryGetValue(row.Object, out var history))
                        found.Add(row.Object, history = []);
                    history.Add(row);
                }

                places =
                [
                    .. rows.GroupBy(row => row.Object).Where(history => history.Count() == length)
                        .Select(history => new HistoryPlace(history.Key, history.Last().Registration.Number)),
                ];
            }
        }

        return new Outcome<IReadOnlyDictionary<ObjectKey, ImmutableArray<HistoryRow>>>(
            found.ToDictionary(history => history.Key, history => history.Value.ToImmutableArray()), null);
    }

    private static FoundObject Show(Candidate candidate) => new(candidate.Key, candidate.State);
}
