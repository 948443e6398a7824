using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Batches;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Columns;

/// <summary>What a group declares, changes and deletes.</summary>
/// <param name="streams">The streams of new listeners.</param>
internal sealed class DefinitionColumns(StreamPlan streams)
{
    private readonly SortedDictionary<string, NamespaceDefinition?> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _knownNamespaces = [];
    private readonly SortedDictionary<Guid, ListenerDefinition> _listeners = [];
    private readonly HashSet<Guid> _deleted = [];
    private readonly Dictionary<Guid, Beginning> _beginnings = [];

    /// <summary>Adds the definitions of a commit whose events have their places.</summary>
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

    /// <summary>Where a listener begins that the group declares; null for one that stood before.</summary>
    public Beginning? BeginningOf(Guid listener) => _beginnings.GetValueOrDefault(listener);

    /// <summary>Adds the statements that write the definitions.</summary>
    public void AddTo(StatementBatch batch)
    {
        var gone = _namespaces.Where(put => put.Value is null && _knownNamespaces.Contains(put.Key)).Select(put => put.Key).ToArray();
        if (gone.Length > 0)
            batch.Add(Statement.Of("Write/delete_namespaces").With(gone));
        AddNamespaces(batch, "Write/update_namespaces", true);
        AddNamespaces(batch, "Write/insert_namespaces", false);
        if (_deleted.Count > 0)
            batch.Add(Statement.Of("Write/delete_listeners").With(_deleted.ToArray()));
        AddListeners(batch, "Write/update_listeners", false);
        AddListeners(batch, "Write/insert_listeners", true);
    }

    /// <summary>
    /// The statement that lets new listeners begin, once the group's events have their numbers; null when there are none.
    /// </summary>
    public NpgsqlBatchCommand? Begin(BatchId group)
    {
        if (_beginnings.Count == 0)
            return null;
        var ordered = _beginnings.OrderBy(beginning => beginning.Key).ToList();
        return Statement.Of("Append/begin_listeners")
            .With(group.Lane)
            .With(ordered.Select(beginning => beginning.Key).ToArray())
            .With(ordered.Select(beginning => beginning.Value.Position).ToArray())
            .With(ordered.Select(beginning => beginning.Value.Frontier).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .With(ordered.Select(beginning => beginning.Value.Stream + 1).ToArray())
            .With(ordered.Select(beginning => beginning.Value.Place).ToArray())
            .With(group.Ordinal);
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

    private void AddNamespaces(StatementBatch batch, string statement, bool known)
    {
        var rows = _namespaces
            .Where(put => put.Value is not null && _knownNamespaces.Contains(put.Key) == known)
            .Select(put => put.Value!)
            .ToList();
        if (rows.Count > 0)
        {
            batch.Add(Statement.Of(statement)
                .With(rows.Select(row => row.Name).ToArray())
                .With(rows.Select(row => row.Owner).ToArray())
                .With(rows.Select(row => row.IsPublic).ToArray())
                .With(rows.Select(row => row.Version).ToArray()));
        }
    }

    private void AddListeners(StatementBatch batch, string statement, bool begin)
    {
        // In the order of what no two may share: two silos that declare the same ones wait for each other one way at most.
        var rows = _listeners.Values
            .Where(listener => _beginnings.ContainsKey(listener.Uuid) == begin)
            .OrderBy(listener => listener.Owner)
            .ThenBy(listener => listener.Stream.Namespace, StringComparer.Ordinal)
            .ThenBy(listener => listener.UserKey, StringComparer.Ordinal)
            .ToList();
        if (rows.Count > 0)
        {
            batch.Add(Statement.Of(statement)
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
    /// Where a new listener begins: after what its stream holds at its commit, unless the commit sets a position as well.
    /// </summary>
    /// <param name="streams">The group's streams.</param>
    /// <param name="stream">The listener's stream.</param>
    internal sealed class Beginning(StreamPlan streams, StreamKey stream)
    {
        /// <summary>The place of its stream in the plan.</summary>
        public int Stream { get; } = streams.PlaceOf(stream);

        /// <summary>How many of the group's events of its stream stand before it.</summary>
        public int Place { get; } = streams.Counts[streams.PlaceOf(stream)];

        /// <summary>The position's ordinal.</summary>
        public long Position { get; set; } = 1;

        /// <summary>The frontier that the commit names; null for none.</summary>
        public long? Frontier { get; set; }
    }
}
