using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>Reads what a start needs: its work grows with listeners, streams and leases, not with objects or events.</summary>
/// <param name="connection">The connection.</param>
internal sealed class ContentReader(SqliteConnection connection)
{
    private readonly StreamNumbers _streams = new();

    /// <summary>Reads the content.</summary>
    /// <param name="incarnation">The incarnation of the data.</param>
    /// <exception cref="SqliteDamagedException">A row is not as it was written.</exception>
    public DatabaseContent Read(Guid incarnation)
    {
        var streams = Rows("Load/streams", Stream).ToImmutableSortedDictionary();
        var definitions = Rows("Load/listeners", ListenerRows.Listener);
        var progress = Rows("Load/progress", ListenerRows.Progress).ToDictionary(row => row.Listener);
        var state = StoreState.Empty with
        {
            Streams = streams,
            Namespaces = StoreState.Empty.Namespaces.AddRange(
                Rows("Load/namespaces", ListenerRows.Namespace).Select(space => KeyValuePair.Create(space.Name, space))),
            Listeners = definitions.ToImmutableSortedDictionary(
                listener => listener.Uuid,
                listener => StoredListener.Declared(listener, progress[listener.Uuid].Frontier) with { Position = progress[listener.Uuid].Position }),
            ListenerKeys = definitions.ToImmutableDictionary(ListenerKey.Of, listener => listener.Uuid),
            StreamListeners = definitions.GroupBy(listener => listener.Stream)
                .ToImmutableDictionary(stream => stream.Key, stream => stream.Select(listener => listener.Uuid).ToImmutableSortedSet()),
            Groups = Groups(definitions),
        };
        var (remembered, batches) = Remembered();
        state = state with { Remembered = remembered, LastDelivery = Rows("Load/last_delivery", LastDelivery).FirstOrDefault() };
        return new DatabaseContent(
            incarnation, state, _streams, batches.Count > 0 ? batches[^1].Ordinal : 0, Number("Load/last_registration"), batches);
    }

    private (ImmutableDictionary<Guid, Assignment> Remembered, IReadOnlyList<(long Ordinal, int Commits)> Batches) Remembered()
    {
        var remembered = ImmutableDictionary.CreateBuilder<Guid, Assignment>();
        var batches = new List<(long Ordinal, int Commits)>();
        var row = connection.Statement("Load/batches");
        while (row.Read())
        {
            row.CheckSeal(3);
            batches.Add((row.Int64(0), row.Int32(1)));
            foreach (var (commit, given) in BatchVerdicts.Read(row.Bytes(2), id => _streams[id]))
                remembered[commit] = given;
            if (remembered.Count < StoreState.RememberedCommits)
                continue;
            row.Reset();
            break;
        }

        batches.Reverse();
        return (remembered.ToImmutable(), batches);
    }

    private ImmutableDictionary<Guid, StoredGroup> Groups(IReadOnlyList<ListenerDefinition> definitions)
    {
        var groups = ImmutableDictionary.CreateBuilder<Guid, StoredGroup>();
        foreach (var (group, epoch) in Rows("Load/groups", Epoch))
            groups[group] = StoredGroup.Empty with { Epoch = epoch };
        foreach (var listeners in definitions.GroupBy(listener => listener.Group))
        {
            groups[listeners.Key] = Of(groups, listeners.Key) with
            {
                Listeners = listeners.Select(listener => listener.Uuid).ToImmutableSortedSet(),
            };
        }

        var changes = Rows("Load/lease_changes", row => (Group: row.Uuid(0), Change: ListenerRows.Change(row))).ToLookup(row => row.Group, row => row.Change);
        foreach (var leases in Rows("Load/leases", row => (Group: row.Uuid(0), Lease: ListenerRows.Lease(row))).GroupBy(row => row.Group, row => row.Lease))
            groups[leases.Key] = Of(groups, leases.Key) with { Leases = LeaseRows.Change(leases, changes[leases.Key]) };
        return groups.ToImmutable();
    }

    private static StoredGroup Of(ImmutableDictionary<Guid, StoredGroup>.Builder groups, Guid group) =>
        groups.TryGetValue(group, out var stored) ? stored : StoredGroup.Empty;

    private KeyValuePair<StreamKey, StreamEnds> Stream(SqliteStatement row)
    {
        row.CheckSeal(6);
        var stream = new StreamKey(row.Text(1), row.Text(2));
        _streams.Add(stream, row.Int64(0));
        return KeyValuePair.Create(stream, new StreamEnds(row.Int64(3), row.Int64(4), row.Instant(5)));
    }

    private static (Guid Group, long Epoch) Epoch(SqliteStatement row)
    {
        row.CheckSeal(2);
        return (row.Uuid(0), row.Int64(1));
    }

    private static long LastDelivery(SqliteStatement row)
    {
        row.CheckSeal(2);
        return row.Int64(1);
    }

    private List<T> Rows<T>(string statement, Func<SqliteStatement, T> read) => connection.Statement(statement).All(read);

    private long Number(string statement) => connection.Statement(statement).All(row => row.Int64(0))[0];
}
