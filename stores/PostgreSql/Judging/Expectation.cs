using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Known;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Judging;

/// <summary>
/// What a batch expects to find in the rows that its verdicts depend on, so that it need not read them first. The batch is judged on the expectation; its first
/// statements lock the rows, and end the transaction if a row is different. Then the batch is judged again, on what is read.
/// </summary>
/// <param name="needs">What the batch needs; <see cref="BatchNeeds.CanBeExpected"/> holds.</param>
/// <param name="listeners">Its listeners as they were last seen, in the order of their uuids.</param>
/// <param name="objects">Its objects as they were last seen, without those that it creates.</param>
internal sealed class Expectation(
    BatchNeeds needs, IReadOnlyList<StoredListener> listeners, IReadOnlyDictionary<ObjectKey, StoredObject> objects)
{
    /// <summary>The expectation of a batch; null if its rows have to be read.</summary>
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
    /// The objects; null if one is not known well enough. An object that changes must have no due instants, because these go without a registration,
    /// and must lose nothing of its presence, because it is not known who refers to it.
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
    /// The state that is expected. Streams end at the highest numbers that the commits name. Of namespaces and groups only version and epoch matter to
    /// the judge. Lease records in which entries change are never expected, but read.
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

    /// <summary>Adds the statements that lock the expected rows, in the order of stage one, and fail if a row is different.</summary>
    public void AddTo(StatementBatch statements)
    {
        if (needs.Versions.Count > 0)
        {
            statements.Add(
                Statement.Of("Lock/expect_namespaces").With(needs.Versions.Keys.ToArray()).With(needs.Versions.Values.ToArray()), _ => { });
        }

        if (needs.Epochs.Count > 0)
            statements.Add(Statement.Of("Lock/expect_groups").With(needs.Epochs.Keys.ToArray()).With(needs.Epochs.Values.ToArray()), _ => { });
        if (listeners.Count > 0)
        {
            var progress = Statement.Of("Lock/expect_progress")
                .With(listeners.Select(listener => listener.Definition.Uuid).ToArray())
                .With(listeners.Select(listener => listener.Position).ToArray())
                .With(listeners.Select(listener => listener.Frontier).ToArray())
                .With(listeners.Select(Claimed).ToArray())
                .With(listeners.Select(listener => listener.Definition.Group).ToArray());
            statements.Add(progress, _ => { });
        }

        foreach (var (exclusive, keys) in LockPlan.Runs([.. needs.Objects().Where(needed => objects.ContainsKey(needed.Object))]))
        {
            statements.Add(
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
