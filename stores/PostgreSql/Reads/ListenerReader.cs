using System.Buffers.Binary;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Formats;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>The reads of streams, namespaces, listeners and their groups.</summary>
/// <param name="session">Where they run.</param>
internal sealed class ListenerReader(ReadSession session)
{
    /// <summary>So many pages one query for a lane reads at most: full of it, they are more than a read may ask for.</summary>
    private const int LaneBlocks = 64;

    /// <summary>No stream gets so far, and what statements add to it is a number still.</summary>
    private const long MostNumber = long.MaxValue / 2;

    private readonly SharedReads<StreamKey, StreamHead?> _heads = new(streams => HeadsAsync(session, streams));

    /// <summary>The ends of streams. Every fetch asks for one.</summary>
    public async ValueTask<ImmutableArray<StreamHead>> HeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation)
    {
        if (streams.IsDefault)
            return [.. await session.ListAsync(() => Statement.Of("Read/all_heads"), Head, cancellation).ConfigureAwait(false)];
        if (streams.IsEmpty)
            return [];
        return [.. (await _heads.ReadAsync(streams, cancellation).ConfigureAwait(false)).OfType<StreamHead>()];
    }

    private static async Task<StreamHead?[]> HeadsAsync(ReadSession session, IReadOnlyList<StreamKey> streams)
    {
        var found = await session.ListAsync(
            () => Statement.Of("Read/heads")
                .With(streams.Select(stream => stream.Namespace).ToArray())
                .With(streams.Select(stream => stream.RoutingKey).ToArray()),
            Head,
            CancellationToken.None).ConfigureAwait(false);
        var byStream = found.ToDictionary(head => head.Stream);
        return [.. streams.Select(stream => byStream.TryGetValue(stream, out var head) ? head : (StreamHead?)null)];
    }

    private static StreamHead Head(NpgsqlDataReader row) =>
        new(new StreamKey(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.GetInt64(3));

    /// <summary>A part of the log.</summary>
    public async ValueTask<ImmutableArray<EventRecord>> EventsAsync(
        StreamKey stream, long from, int limit, CancellationToken cancellation)
    {
        var read = await ReadAsync(
            () => Statement.Of("Read/events").With(stream.Namespace).With(stream.RoutingKey).With(Math.Min(from, MostNumber)).With(limit),
            limit,
            (_, _) => true,
            cancellation).ConfigureAwait(false);
        return read.Events;
    }

    /// <summary>Single events of the log.</summary>
    public async ValueTask<ImmutableArray<EventRecord>> EventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        if (numbers.IsEmpty)
            return [];
        var read = await ReadAsync(
            () => Statement.Of("Read/events_by_number").With(stream.Namespace).With(stream.RoutingKey).With(numbers.ToArray()),
            numbers.Length,
            (number, _) => numbers.BinarySearch(number) >= 0,
            cancellation).ConfigureAwait(false);
        return read.Events;
    }

    /// <summary>The events of one lane within a part of the log. Where few pages hold many of the lane, one query finds them all.</summary>
    public async ValueTask<ImmutableArray<EventRecord>> LaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation)
    {
        var events = ImmutableArray<EventRecord>.Empty;
        to = Math.Min(to, MostNumber);
        EventLogReader read;
        do
        {
            var (next, left) = (Math.Min(from, MostNumber), limit - events.Length);
            read = await ReadAsync(
                () => Statement.Of(SqlOf(lane)).With(stream.Namespace).With(stream.RoutingKey).With(next).With(to).With(left).With(LaneBlocks),
                left,
                (number, priority) => number <= to && PriorityLanes.Of(priority) == lane,
                cancellation).ConfigureAwait(false);
            events = events.AddRange(read.Events);
            from = read.Last + 1;
        }
        while (events.Length < limit && read.Blocks == LaneBlocks);
        return events;
    }

    /// <summary>How far listeners have settled their streams.</summary>
    public async ValueTask<ImmutableArray<ListenerFrontier>> FrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation)
    {
        if (listeners.IsEmpty)
            return [];
        var frontiers = await session.ListAsync(
            () => Statement.Of("Read/frontiers").With(listeners.ToArray()),
            row => new ListenerFrontier(row.GetGuid(0), row.GetInt64(1)),
            cancellation).ConfigureAwait(false);
        return [.. frontiers];
    }

    /// <summary>What lies before listeners, ascending by uuid, in one query.</summary>
    public async ValueTask<ImmutableArray<ListenerBacklog>> BacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        var backlogs = await session.ListAsync(
            () => Statement.Of("Read/backlogs").With(after ?? Guid.Empty).With(after is null).With(limit), Backlog, cancellation).ConfigureAwait(false);
        return [.. backlogs];
    }

    /// <summary>Namespaces by name.</summary>
    public async ValueTask<ImmutableArray<NamespaceDefinition>> NamespacesAsync(
        ImmutableArray<string> names, CancellationToken cancellation)
    {
        if (names is { IsDefault: false, IsEmpty: true })
            return [];
        var namespaces = await session.ListAsync(
            () => names.IsDefault ? Statement.Of("Read/all_namespaces") : Statement.Of("Read/namespaces").With(names.ToArray()),
            Rows.Namespace,
            cancellation).ConfigureAwait(false);
        return [.. namespaces];
    }

    /// <summary>Listeners, ascending by uuid.</summary>
    public async ValueTask<ImmutableArray<ListenerDefinition>> ListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        [.. await session.ListAsync(() => Listeners(query), Rows.Listener, cancellation).ConfigureAwait(false)];

    /// <summary>All that is stored of a group, as of one moment, in one round trip.</summary>
    public async ValueTask<GroupState> GroupAsync(Guid group, CancellationToken cancellation)
    {
        var rows = await session.RunAsync(
            batch =>
            {
                var read = new GroupRows();
                batch.Add(Statement.Of("Transaction/begin_read"));
                batch.Add(Statement.Of("Read/group_epoch").With(group), read.Epoch);
                batch.Add(Statement.Of("Read/group_leases").With(group), read.AddLease);
                batch.Add(Statement.Of("Read/group_lease_changes").With(group), read.Change);
                batch.Add(Statement.Of("Read/group_listeners").With(group), read.Listener);
                batch.Add(Statement.Of("Read/group_pages").With(group), read.Page);
                batch.Add(Statement.Of("Read/group_rows").With(group), read.Row);
                batch.Add(Statement.Of("Transaction/commit"));
                return read;
            },
            cancellation).ConfigureAwait(false);
        return rows.Build(group);
    }

    private static ListenerBacklog Backlog(NpgsqlDataReader row)
    {
        const int Columns = Rows.ListenerColumns;
        var unread = row.IsDBNull(Columns + 1) ? (DateTimeOffset?)null : Rows.Time(row, Columns + 1);
        var waiting = row.IsDBNull(Columns + 4) ? (DateTimeOffset?)null : Texts.Instant(row.GetInt64(Columns + 4));
        return new ListenerBacklog(
            Rows.Listener(row),
            row.GetInt64(Columns),
            row.GetInt32(Columns + 2),
            row.GetInt32(Columns + 3),
            waiting is null || unread < waiting ? unread : waiting);
    }

    private ValueTask<EventLogReader> ReadAsync(
        Func<NpgsqlBatchCommand> statement, int limit, Func<long, int, bool> isWanted, CancellationToken cancellation) =>
        session.RunAsync(
            batch =>
            {
                var read = new EventLogReader(limit, isWanted);
                batch.Add(statement(), read.Add);
                return read;
            },
            cancellation);

    private static string SqlOf(PriorityLane lane) => lane switch
    {
        PriorityLane.Better => "Read/events_better",
        PriorityLane.Default => "Read/events_default",
        _ => "Read/events_worse",
    };

    private static NpgsqlBatchCommand Listeners(ListenerQuery query)
    {
        var statement = query switch
        {
            { Uuids.IsDefault: false } => "Read/listeners_by_uuid",
            { Owners.IsDefault: false } => "Read/listeners_by_owner",
            { Namespaces.IsDefault: false, RoutingKeys.IsDefault: false } => "Read/listeners_by_stream",
            _ => "Read/listeners",
        };
        var command = Statement.Of(statement)
            .With(query.After ?? Guid.Empty)
            .With(query.After is null)
            .With(query.Limit)
            .WithNullable(Given(query.Owners), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .WithNullable(Given(query.Namespaces), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(Given(query.RoutingKeys), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(Given(query.UserKeys), NpgsqlDbType.Array | NpgsqlDbType.Text);
        return query.Uuids.IsDefault ? command : command.With(query.Uuids.ToArray());
    }

    private static T[]? Given<T>(ImmutableArray<T> filter) => filter.IsDefault ? null : [.. filter];

    /// <summary>The rows of a group.</summary>
    private sealed class GroupRows
    {
        private readonly SortedDictionary<Generation, Lease> _leases = [];
        private readonly List<(ListenerDefinition Definition, long Position, long Frontier, long Head)> _listeners = [];
        private readonly Dictionary<Guid, List<SettledBitmap>> _pages = [];
        private readonly Dictionary<Guid, List<EntryRow>> _rows = [];
        private long _epoch;

        public void Epoch(NpgsqlDataReader row) => _epoch = row.GetInt64(0);

        public void AddLease(NpgsqlDataReader row) =>
            _leases[new Generation(row.GetInt64(0), row.GetInt64(1))] =
                new Lease(row.GetGuid(2), row.GetInt64(3), LeaseFormat.Read(row.GetFieldValue<byte[]>(4)));

        public void Change(NpgsqlDataReader row)
        {
            var index = row.GetInt32(2);
            if (!_leases.TryGetValue(new Generation(row.GetInt64(0), row.GetInt64(1)), out var lease))
                return;
            var entry = lease.Entries[index];
            lease.Entries[index] = entry with
            {
                Until = row.IsDBNull(3) ? entry.Until : Texts.Instant(row.GetInt64(3)),
                Ended = row.GetBoolean(4),
            };
        }

        public void Listener(NpgsqlDataReader row) =>
            _listeners.Add((
                Rows.Listener(row),
                row.GetInt64(Rows.ListenerColumns),
                row.GetInt64(Rows.ListenerColumns + 1),
                row.GetInt64(Rows.ListenerColumns + 2)));

        public void Page(NpgsqlDataReader row)
        {
            var bytes = row.GetFieldValue<byte[]>(2);
            var bits = ImmutableArray.CreateBuilder<ulong>(bytes.Length / sizeof(ulong));
            while (bits.Count < bits.Capacity)
                bits.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(bits.Count * sizeof(ulong))));
            Listed(_pages, row.GetGuid(0)).Add(new SettledBitmap(row.GetInt64(1), bits.MoveToImmutable()));
        }

        public void Row(NpgsqlDataReader row) => Listed(_rows, row.GetGuid(0)).Add(new EntryRow(
            row.GetString(1),
            EventFormat.Read(row.GetFieldValue<byte[]>(7)),
            row.GetInt32(2),
            row.IsDBNull(3) ? null : Texts.Instant(row.GetInt64(3)),
            row.GetBoolean(4),
            row.GetBoolean(5),
            row.IsDBNull(6) ? null : row.GetString(6)));

        public GroupState Build(Guid group) => new(
            group,
            _epoch,
            [.. _leases.Select(
                lease => new LeaseRecord(lease.Key, lease.Value.Listener, lease.Value.Position, lease.Value.Entries.ToImmutable()))],
            [.. _listeners.Select(listener => new ListenerState(
                listener.Definition,
                listener.Position,
                listener.Frontier,
                Of(_pages, listener.Definition.Uuid),
                Of(_rows, listener.Definition.Uuid),
                listener.Head))]);

        private static List<T> Listed<T>(Dictionary<Guid, List<T>> lists, Guid listener) =>
            lists.TryGetValue(listener, out var list) ? list : lists[listener] = [];

        private static ImmutableArray<T> Of<T>(Dictionary<Guid, List<T>> lists, Guid listener) =>
            lists.TryGetValue(listener, out var list) ? [.. list] : [];

        private sealed record Lease(Guid Listener, long Position, ImmutableArray<LeasedEntry>.Builder Entries);
    }
}
