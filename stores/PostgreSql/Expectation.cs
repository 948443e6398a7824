using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Stores.Memory;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// What a group takes for granted of the rows on which its verdicts rest, so that it need not read them first: it is judged on that, and
/// its first statements lock the rows and end the transaction where one is otherwise. Then the group is judged again, on what there is.
/// </summary>
/// <param name="needs">What the group needs; <see cref="GroupNeeds.CanBeExpected"/>.</param>
/// <param name="listeners">Its listeners as they were last seen, in the order of their uuids.</param>
internal sealed class Expectation(GroupNeeds needs, IReadOnlyList<StoredListener> listeners)
{
    /// <summary>What a group may take for granted; null when its rows have to be read.</summary>
    public static Expectation? Of(GroupNeeds needs, KnownProgress known)
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

        return new Expectation(needs, listeners);
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
    }

    private StreamEnds EndOf(IEnumerable<StoredListener> stream) => new(1, stream.Max(Claimed), DateTimeOffset.MinValue);

    private long Claimed(StoredListener listener) => needs.Claimed.GetValueOrDefault(listener.Definition.Uuid);
}
