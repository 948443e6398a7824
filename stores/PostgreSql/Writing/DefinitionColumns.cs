using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>The namespaces and listeners that a batch declares, changes and deletes.</summary>
/// <param name="streams">The streams of the batch; those of new listeners are among them.</param>
internal sealed class DefinitionColumns(StreamPlan streams)
{
    private readonly SortedDictionary<string, NamespaceDefinition?> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _knownNamespaces = [];
    private readonly SortedDictionary<Guid, ListenerDefinition> _listeners = [];
    private readonly HashSet<Guid> _deleted = [];
    private readonly Dictionary<Guid, Beginning> _beginnings = [];

    /// <summary>Adds the definitions of a commit. The events of the commit must have their places.</summary>
    public void Add(Commit commit, StoreState former)
    {
        foreach (var definition in commit.Definitions)
        {
            switch (definition)
            {
                case DefinitionWrite.PutNamespace { Namespace: var put }:
                    AddNamespace(put.Name, put, former);
                    break;
                case DefinitionWrite.DeleteNamespace { Name: var name }:
                    AddNamespace(name, null, former);
                    break;
                case DefinitionWrite.PutListener { Listener: var put }:
                    AddListener(put, former);
                    break;
                case DefinitionWrite.DeleteListener { Uuid: var uuid }:
                    _listeners.Remove(uuid);
                    _beginnings.Remove(uuid);
                    if (former.Listeners.ContainsKey(uuid))
                        _deleted.Add(uuid);
                    break;
            }
        }
    }

    /// <summary>Where a listener that the batch declares begins; null if it was declared before.</summary>
    public Beginning? BeginningOf(Guid listener) => _beginnings.GetValueOrDefault(listener);

    /// <summary>Adds the statements that write the definitions.</summary>
    public void AddTo(StatementBatch statements)
    {
        var gone = _namespaces.Where(put => put.Value is null && _knownNamespaces.Contains(put.Key)).Select(put => put.Key).ToArray();
        if (gone.Length > 0)
            statements.Add(Statement.Of("Write/delete_namespaces").With(gone));
        AddNamespaces(statements, "Write/update_namespaces", true);
        AddNamespaces(statements, "Write/insert_namespaces", false);
        if (_deleted.Count > 0)
            statements.Add(Statement.Of("Write/delete_listeners").With(_deleted.ToArray()));
        AddListeners(statements, "Write/update_listeners", false);
        AddListeners(statements, "Write/insert_listeners", true);
    }

    /// <summary>
    /// The statement that inserts the progress of new listeners, once the events of the batch have their numbers; null if there are no new listeners.
    /// </summary>
    public NpgsqlBatchCommand? Begin(BatchId id)
    {
        if (_beginnings.Count == 0)
            return null;
        var ordered = _beginnings.OrderBy(beginning => beginning.Key).ToList();
        return Statement.Of("Append/begin_listeners")
            .With(id.Connection)
            .With(ordered.Select(beginning => beginning.Key).ToArray())
            .With(ordered.Select(beginning => beginning.Value.Position).ToArray())
            .With(ordered.Select(beginning => beginning.Value.Frontier).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .With(ordered.Select(beginning => beginning.Value.Stream + 1).ToArray())
            .With(ordered.Select(beginning => beginning.Value.Place).ToArray())
            .With(id.Ordinal);
    }

    private void AddNamespace(string name, NamespaceDefinition? put, StoreState former)
    {
        if (former.Namespaces.ContainsKey(name))
            _knownNamespaces.Add(name);
        _namespaces[name] = put;
    }

    private void AddListener(ListenerDefinition put, StoreState former)
    {
        var stands = _listeners.ContainsKey(put.Uuid) || (former.Listeners.ContainsKey(put.Uuid) && !_deleted.Contains(put.Uuid));
        _listeners[put.Uuid] = put;
        if (!stands)
            _beginnings[put.Uuid] = new Beginning(streams, put.Stream);
    }

    private void AddNamespaces(StatementBatch statements, string statement, bool known)
    {
        var rows = _namespaces
            .Where(put => put.Value is not null && _knownNamespaces.Contains(put.Key) == known)
            .Select(put => put.Value!)
            .ToList();
        if (rows.Count > 0)
        {
            statements.Add(Statement.Of(statement)
                .With(rows.Select(row => row.Name).ToArray())
                .With(rows.Select(row => row.Owner).ToArray())
                .With(rows.Select(row => row.IsPublic).ToArray())
                .With(rows.Select(row => row.Version).ToArray()));
        }
    }

    private void AddListeners(StatementBatch statements, string statement, bool begin)
    {
        // In the order of their keys, so that two silos that declare the same listeners never wait for each other in a circle.
        var rows = _listeners.Values
            .Where(listener => _beginnings.ContainsKey(listener.Uuid) == begin)
            .OrderBy(listener => listener.Owner)
            .ThenBy(listener => listener.Stream.Namespace, StringComparer.Ordinal)
            .ThenBy(listener => listener.UserKey, StringComparer.Ordinal)
            .ToList();
        if (rows.Count > 0)
        {
            statements.Add(Statement.Of(statement)
                .With(rows.Select(row => row.Uuid).ToArray())
                .With(rows.Select(row => row.Owner).ToArray())
                .With(rows.Select(row => row.Stream.Namespace).ToArray())
                .With(rows.Select(row => row.Stream.RoutingKey).ToArray())
                .With(rows.Select(row => row.UserKey).ToArray())
                .With(rows.Select(row => row.Group).ToArray())
                .With(rows.Select(row => row.Policy.Lease.Ticks).ToArray())
                .With(rows.Select(row => row.Policy.MaxBackOff.Ticks).ToArray())
                .With(rows.Select(row => row.Policy.MaxAttempts).ToArray())
                .With(rows.Select(row => row.Policy.MaxInFlight).ToArray())
                .With(rows.Select(row => row.Created.UtcTicks).ToArray())
                .With(rows.Select(row => row.Pause?.Since.UtcTicks).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                .With(rows.Select(row => row.Pause?.Reason).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(rows.Select(row => row.Suspension?.Since.UtcTicks).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                .With(rows.Select(row => row.Suspension?.From).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                .With(rows.Select(row => row.Suspension?.To).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint));
        }
    }

    /// <summary>
    /// Where a new listener begins: after the events that its stream has at the commit, unless the commit also sets a position.
    /// </summary>
    /// <param name="streams">The streams of the batch.</param>
    /// <param name="stream">The listener's stream.</param>
    internal sealed class Beginning(StreamPlan streams, StreamKey stream)
    {
        /// <summary>The place of the stream in the plan.</summary>
        public int Stream { get; } = streams.PlaceOf(stream);

        /// <summary>How many events of the batch precede the listener in its stream.</summary>
        public int Place { get; } = streams.Counts[streams.PlaceOf(stream)];

        /// <summary>The position's ordinal.</summary>
        public long Position { get; set; } = 1;

        /// <summary>The frontier that the commit sets; null if it sets none.</summary>
        public long? Frontier { get; set; }
    }
}
