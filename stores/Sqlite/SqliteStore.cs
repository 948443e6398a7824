using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Reading;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Files;
using MoCluster.Stores.Sqlite.GrainStates;
using MoCluster.Stores.Sqlite.Opening;
using MoCluster.Stores.Sqlite.Reading;
using MoCluster.Stores.Sqlite.Rows;
using MoCluster.Stores.Sqlite.Writing;

namespace MoCluster.Stores.Sqlite;

/// <summary>
/// The store of one process: a SQLite database with one writer (docs/architecture.md §4). A commit returns when its transaction is on the disk; the commits that
/// arrive meanwhile share the next one. Streams, listeners and leases are in memory too; objects, results and entry rows are on the disk only.
/// </summary>
public sealed class SqliteStore : StateStore, IAsyncDisposable
{
    private readonly SqliteOptions _options;
    private readonly OpenDatabase _database;
    private readonly ILogger _logger;
    private readonly EventTail _tail;
    private readonly ReadConnections _readers;
    private readonly DatabaseFlush _flush;
    private readonly WalCheckpoint _checkpoint;
    private readonly SqliteWriter _writer;
    private int _disposed;

    private SqliteStore(
        SqliteOptions options, TimeProvider time, ILogger logger, Action<Exception> onFailure, IDatabaseFiles files, OpenDatabase database)
        : base(time)
    {
        (_options, _database, _logger) = (options, database, logger);
        _tail = new EventTail(options.TailEvents);
        _readers = new ReadConnections(Another, options.Readers);
        _flush = new DatabaseFlush(database.Connection.Path);
        _checkpoint = new WalCheckpoint(
            database.Connection, options.CheckpointBeside ? Another : null, files.Vfs is null ? _flush.Run : null, options.CheckpointPages, logger);
        _writer = new SqliteWriter(options, new StoreClock(time), database, _tail, _checkpoint, logger, onFailure);
        GrainStates = new SqliteGrainStates(database.Connection, _writer, _readers);

        SqliteConnection Another() => SqliteConnection.Open(database.Connection.Path, files.Vfs, create: false, options.CacheKiB / 4);
    }

    /// <inheritdoc />
    public override Guid Incarnation => _database.Content.Incarnation;

    /// <summary>The small states that Orleans keeps of grains.</summary>
    public SqliteGrainStates GrainStates { get; }

    /// <summary>What was done since the store was opened.</summary>
    public SqliteCounters Counters => _writer.Counters;

    /// <inheritdoc />
    private protected override StoreState State => _writer.State;

    private StreamNumbers Streams => _database.Content.Streams;

    /// <summary>Opens the database of a directory, which is made if it is missing.</summary>
    /// <param name="options">The directory and the limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="onFailure">
    /// Called once if a write fails: the process has to stop. By then everybody who waited was told, and every later commit is refused.
    /// </param>
    /// <exception cref="ValidationException">The options are wrong; the message names the first that is.</exception>
    /// <exception cref="SqliteInUseException">Another process has the directory.</exception>
    /// <exception cref="SqliteDamagedException">Something is not as it was written; nothing was changed.</exception>
    /// <exception cref="SqliteMaintenanceException">The database is a backup whose restore is not ended; nothing was changed.</exception>
    /// <exception cref="SqliteException">The database cannot be opened.</exception>
    public static Task<SqliteStore> OpenAsync(SqliteOptions options, TimeProvider time, ILogger logger, Action<Exception> onFailure) =>
        OpenAsync(options, time, logger, onFailure, new DatabaseFiles());

    /// <inheritdoc />
    public override ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        CommitRules.Check(commit);
        var work = new CommitWork(commit, _logger);
        _writer.Enqueue(work);
        return new ValueTask<CommitResult>(work.Answer);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(keys.Length);
        return _readers.ReadAsync(connection => ObjectReads.Objects(connection, keys), keys.Length, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _readers.ReadAsync(connection => HistoryReads.Registrations(connection, key, after, limit), limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckFilter(query.Uuids);
        ReadRules.CheckFilter(query.UserKeys);
        return _readers.ReadAsync(connection => ObjectReads.List(connection, query), query.Limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(targets.Length);
        ReadRules.CheckLimit(limit);
        return _readers.ReadAsync(connection => ReferrerReads.References(connection, targets, interval, limit), limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckBatch(query.Targets.Length, query.Limit);
        return _readers.ReadAsync(connection => ReferrerReads.Referrers(connection, query), query.Targets.Length * query.Limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(values.Length);
        return _readers.ReadAsync(connection => ReferrerReads.Holders(connection, scope, values), values.Length, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckBatch(query.Objects.Length, query.Limit);
        return _readers.ReadAsync(connection => HistoryReads.Histories(connection, query), query.Objects.Length * query.Limit, cancellation);
    }

    /// <inheritdoc />
    public override async ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var kept = await _readers.ReadAsync(connection => ObjectReads.Result(connection, key), 1, cancellation).ConfigureAwait(false);
        return kept is not null && StoreState.IsOver(kept, Now) ? null : kept;
    }

    /// <inheritdoc />
    public override ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation)
    {
        var state = State;
        return _readers.ReadAsync(connection => GroupReads.Group(connection, group, state, Streams), int.MaxValue, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(
        DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _readers.ReadAsync(connection => ObjectReads.Due(connection, after, until, limit), limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<DueDeliveries> ReadDueDeliveriesAsync(
        Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _readers.ReadAsync(connection => DeliveryReads.Due(connection, registration, until, limit), limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(
        Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(numbers.Length);
        return _readers.ReadAsync(connection => DeliveryReads.ByNumber(connection, registration, numbers), numbers.Length, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        return _readers.ReadAsync(connection => DeliveryReads.List(connection, query), query.Limit, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _readers.ReadAsync(connection => DeliveryReads.Backlogs(connection, after, limit), int.MaxValue, cancellation);
    }

    /// <inheritdoc />
    public override async ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        foreach (var stream in State.Streams.Keys)
            await TrimAsync(stream, before, cancellation).ConfigureAwait(false);

        var over = Now - StoreLimits.ResultLifetime;
        while (await _readers.ReadAsync(connection => ResultTrim.IsDue(connection, over), 1, cancellation).ConfigureAwait(false))
        {
            await RunAsync(batch =>
            {
                ResultTrim.Delete(_database.Connection, over, _options.TrimBatch);
                batch.NoteWritten();
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more commits, waits for those that were taken, and releases the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _writer.StopAsync().ConfigureAwait(false);
        try
        {
            _readers.Dispose();
            _checkpoint.Dispose();
        }
        catch (SqliteException exception)
        {
            // What was committed is in the WAL, and the next start moves it.
            SqliteLog.CheckpointFailed(_logger, _database.Connection.Path, exception);
        }
        finally
        {
            _database.Connection.Dispose();
            _flush.Dispose();
            _database.Confirmed.Dispose();
            _database.Lock.Dispose();
        }
    }

    /// <summary>Opens a database over files that are handed in.</summary>
    internal static Task<SqliteStore> OpenAsync(
        SqliteOptions options, TimeProvider time, ILogger logger, Action<Exception> onFailure, IDatabaseFiles files)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return Task.Run(() => new SqliteStore(options, time, logger, onFailure, files, SqliteOpening.Open(options, files, logger)));
    }

    /// <inheritdoc />
    private protected override ValueTask<IReadOnlyDictionary<Guid, RowCounts>> CountRowsAsync(CancellationToken cancellation) =>
        _readers.ReadAsync(GroupReads.Counts, int.MaxValue, cancellation);

    /// <inheritdoc />
    private protected override async ValueTask<ImmutableArray<EventRecord>> ReadRangeAsync(
        StreamKey stream, long first, long last, CancellationToken cancellation)
    {
        var tail = _tail.Read(stream, first, last);
        var missing = tail.IsEmpty ? last : tail[0].Number - 1;
        if (first > missing)
            return tail;
        var id = Streams.Find(stream)!.Value;
        var events = await _readers.ReadAsync(
            connection => EventReads.Range(connection, id, first, missing), int.MaxValue, cancellation).ConfigureAwait(false);
        return events.AddRange(tail);
    }

    /// <inheritdoc />
    private protected override async ValueTask<ImmutableArray<EventRecord>> ReadLaneRangeAsync(
        StreamKey stream, PriorityLane lane, long first, long last, int limit, CancellationToken cancellation)
    {
        var (from, tail) = _tail.ReadLane(stream, lane, first, last, limit);
        if (first >= from)
            return tail;
        var id = Streams.Find(stream)!.Value;
        var events = await _readers.ReadAsync(
            connection => EventReads.Lane(connection, id, lane, first, from - 1, limit), int.MaxValue, cancellation).ConfigureAwait(false);
        return events.AddRange(tail.Take(limit - events.Length));
    }

    private async Task TrimAsync(StreamKey stream, DateTimeOffset before, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var ends = State.EndsOf(stream);
            var passed = StreamTables.Passed(State, stream);
            if (passed <= ends.First)
                return;
            var kept = ends.Time < before
                ? ends.Last + 1
                : await _readers.ReadAsync(
                    connection => EventReads.FirstNotBefore(connection, Streams.Find(stream)!.Value, ends.First, ends.Last, before),
                    int.MaxValue,
                    cancellation).ConfigureAwait(false);
            var first = Math.Min(Math.Min(passed, kept), ends.First + _options.TrimBatch);
            if (first <= ends.First)
                return;
            await RunAsync(batch => batch.Trim([KeyValuePair.Create(stream, first)])).ConfigureAwait(false);
        }
    }

    private Task RunAsync(Action<WriteBatch> decide)
    {
        var work = new OtherWork(decide);
        _writer.Enqueue(work);
        return work.Answer;
    }
}
