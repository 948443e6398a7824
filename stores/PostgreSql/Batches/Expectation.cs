using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Commits;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>
/// What a group takes for granted of the rows on which its verdicts rest, so that it need not read them first: it is judged on that, and
/// its first statements lock the rows and end the transaction where one is otherwise. Then the group is judged again, on what there is.
/// </summary>
/// <param name="needs">What the group needs; <see cref="BatchNeeds.CanBeExpected"/>.</param>
/// <param name="listeners">Its listeners as they were last seen, in the order of their uuids.</param>
/// <param name="objects">Its objects as they were last seen, those that are to be new left out.</param>
internal sealed class Expectation(
    BatchNeeds needs, IReadOnlyList<StoredListener> listeners, IReadOnlyDictionary<ObjectKey, StoredObject> objects)
{
    /// <summary>What a group may take for granted; null when its rows have to be read.</summary>
    public static Expectation? Of(BatchNeeds needs, KnownProgress known, KnownObjects knownObjects)
    {
        if (needs.IsEmpty || !needs.CanBeExpected)
            return null;
        var listeners = new List<StoredListener>(needs.Progress.Count);
        foreach (var listener in needs.Progress)
        {
            if (known.Find(listener) is not { } stored)
                return null;
            listeners.Add(stored);
        }

        return Objects(needs, knownObjects) is { } objects ? new Expectation(needs, listeners, objects) : null;
    }

    /// <summary>
    /// The objects; null where one is not known well enough. One that changes must have no instants due, as these go without a registration,
    /// and lose nothing of where it is active, as who refers to it is not known.
    /// </summary>
    private static Dictionary<ObjectKey, StoredObject>? Objects(BatchNeeds needs, KnownObjects known)
    {
        var objects = new Dictionary<ObjectKey, StoredObject>();
        foreach (var (key, exclusive) in needs.Objects())
        {
            if (needs.New.Contains(key))
                continue;
            if (known.Find(key) is not { } found || (exclusive && !(found.IsWhole && found.Stored.Due.IsEmpty)))
                return null;
            objects.Add(key, found.Stored);
        }

        foreach (var (key, _, kept) in needs.Losing)
        {
            if (objects.TryGetValue(key, out var stored) && !Intervals.Except(stored.Row.Presence, kept ?? []).IsEmpty)
                return null;
        }

        return objects;
    }

    /// <summary>
    /// The state in which all is so. Streams end where the group's commits say that they have read to; of namespaces and groups nothing
    /// but version and epoch matters to the judge, and lease records of which entries change are not expected but read.
    /// </summary>
    public StoreState State() => StoreState.Empty with
    {
        Namespaces = StoreState.Empty.Namespaces.AddRange(
            needs.Versions.Select(
                named => KeyValuePair.Create(named.Key, new NamespaceDefinition(named.Key, Guid.Empty, false, named.Value)))),
        Groups = StoreState.Empty.Groups.AddRange(
            needs.Epochs.Select(group => KeyValuePair.Create(group.Key, StoredGroup.Empty with { Epoch = group.Value }))),
        Listeners = StoreState.Empty.Listeners.AddRange(
            listeners.Select(listener => KeyValuePair.Create(listener.Definition.Uuid, listener))),
        Streams = StoreState.Empty.Streams.AddRange(
            listeners.GroupBy(listener => listener.Definition.Stream).Select(stream => KeyValuePair.Create(stream.Key, EndOf(stream)))),
        Objects = StoreState.Empty.Objects.AddRange(objects),
        Keys = StoreState.Empty.Keys.AddRange(
            objects.SelectMany(stored => stored.Value.Keys.Select(key => KeyValuePair.Create(key, stored.Key)))),
    };

    /// <summary>Adds the statements that lock what is expected, in the order of stage one, and fail where it is not so.</summary>
    public void AddTo(StatementBatch batch)
    {
        if (needs.Versions.Count > 0)
        {
            batch.Add(
                Statement.Of("Lock/expect_namespaces").With(needs.Versions.Keys.ToArray()).With(needs.Versions.Values.ToArray()), _ => { });
        }

        if (needs.Epochs.Count > 0)
            batch.Add(Statement.Of("Lock/expect_groups").With(needs.Epochs.Keys.ToArray()).With(needs.Epochs.Values.ToArray()), _ => { });
        if (listeners.Count > 0)
        {
            var progress = Statement.Of("Lock/expect_progress")
                .With(listeners.Select(listener => listener.Definition.Uuid).ToArray())
                .With(listeners.Select(listener => listener.Position).ToArray())
                .With(listeners.Select(listener => listener.Frontier).ToArray())
                .With(listeners.Select(Claimed).ToArray())
                .With(listeners.Select(listener => listener.Definition.Group).ToArray());
            batch.Add(progress, _ => { });
        }

        foreach (var (exclusive, keys) in LockPlan.Runs([.. needs.Objects().Where(needed => objects.ContainsKey(needed.Object))]))
        {
            batch.Add(
                Statement.Of(exclusive ? "Lock/expect_objects_exclusive" : "Lock/expect_objects_shared")
                    .With(keys.Select(key => key.Type).ToArray())
                    .With(keys.Select(key => key.Uuid).ToArray())
                    .With(keys.Select(key => objects[key].Row.Number).ToArray()),
                _ => { });
        }
    }

    private StreamEnds EndOf(IEnumerable<StoredListener> stream) => new(1, stream.Max(Claimed), DateTimeOffset.MinValue);

    private long Claimed(StoredListener listener) => needs.Claimed.GetValueOrDefault(listener.Definition.Uuid);
}
