using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.PostgreSql.Commits;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Reads;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// The production store: every promise of <see cref="IStore"/> on PostgreSQL 15 or later, also when many silos write at once.
/// </summary>
public sealed class PostgreSqlStore : IStore, IAsyncDisposable
{
    private const int LeastVersion = 150_000;

    private readonly CommitServices _services;
    private readonly CommitQueue _queue;
    private readonly CommitConnection[] _lanes;
    private readonly Task[] _running;
    private readonly ReadSession _session;
    private readonly ObjectReader _objects;
    private readonly ListenerReader _listeners;
    private readonly Retention _retention;

    private PostgreSqlStore(CommitServices services, Guid incarnation)
    {
        var options = services.Options;
        _services = services;
        Incarnation = incarnation;
        _queue = new CommitQueue(options.MaxQueuedCommits, options.MaxGroupCommits, options.MaxGroupEvents);
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(_ => new CommitConnection(_queue, services))];
        _running = [.. _lanes.Select(lane => Task.Run(lane.RunAsync))];
        _session = new ReadSession(services);
        _objects = new ObjectReader(_session, services.Clock);
        _listeners = new ListenerReader(_session);
        _retention = new Retention(_session, services.Clock, options.TrimBatch);
    }

    /// <inheritdoc />
    public Guid Incarnation { get; }

    /// <inheritdoc />
    public DateTimeOffset Now => _services.Clock.Now;

    /// <summary>What it did so far.</summary>
    public PostgreSqlCounters Counters => _services.Counters;

    /// <summary>Connects, brings the schema up to date where allowed, and checks the server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The process's clock, for pauses and for what has passed; the store's time is the server's.</param>
    /// <param name="logging">Where it logs; null for nowhere.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SchemaMismatchException">The schema is newer than this build, or older and must not be changed here.</exception>
    /// <exception cref="InvalidOperationException">
    /// The server is too old, stands by, or would answer before a commit is on disk.
    /// </exception>
    /// <exception cref="NpgsqlException">The server stayed out of reach, or lets nobody in.</exception>
    public static async Task<PostgreSqlStore> OpenAsync(
        PostgreSqlOptions options, TimeProvider time, ILoggerFactory? logging, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Check();
        var logger = logging?.CreateLogger<PostgreSqlStore>() ?? NullLogger<PostgreSqlStore>.Instance;
        var backOff = new BackOff(options, time);
        while (true)
        {
            try
            {
                return await TryOpenAsync(options, time, logging, logger, cancellation).ConfigureAwait(false);
            }
            catch (NpgsqlException exception) when (exception.IsTransient && !backOff.IsOver)
            {
                var pause = backOff.Next();
                logger.OpeningRetried(exception.Message, pause, backOff.Tries);
                await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        CommitRules.Check(commit);
        Texts.Check(commit);
        var pending = new QueuedCommit(commit);
        if (!_queue.TryAdd(pending))
        {
            throw new StoreUnavailableException(
                $"The store takes no commit now: {_services.Options.MaxQueuedCommits} wait already, or it is stopped. Try again later.");
        }

        return new ValueTask<CommitResult>(pending.Completion);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        CheckBatch(keys.Length);
        return _objects.ObjectsAsync(keys, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return _objects.RegistrationsAsync(key, after, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckLimit(query.Limit);
        CheckFilter(query.Uuids);
        CheckFilter(query.UserKeys);
        return _objects.ListAsync(query, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation)
    {
        CheckBatch(targets.Length);
        CheckLimit(limit);
        return _objects.ReferencesAsync(targets, interval, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _objects.ResultAsync(key, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation)
    {
        CheckFilter(streams);
        return _listeners.HeadsAsync(streams, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return _listeners.EventsAsync(stream, from, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        CheckBatch(numbers.Length);
        return _listeners.EventsAsync(stream, numbers, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return _listeners.LaneAsync(stream, lane, from, to, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) => _listeners.GroupAsync(group, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation)
    {
        CheckBatch(listeners.Length);
        return _listeners.FrontiersAsync(listeners, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return _listeners.BacklogsAsync(after, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation)
    {
        CheckFilter(names);
        return _listeners.NamespacesAsync(names, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckLimit(query.Limit);
        return _listeners.ListenersAsync(query, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return _objects.DueAsync(after, until, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => _retention.TrimAsync(before, cancellation);

    /// <summary>Ends the sessions of an instance that is dead, so that what it locked is free at once and not after a timeout.</summary>
    /// <param name="instance">Its <see cref="PostgreSqlOptions.Instance"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many sessions were ended.</returns>
    public async ValueTask<int> EndSessionsAsync(string instance, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        var ended = await _session.ListAsync(
            () => Statement.Of("Retention/end_sessions").With(DatabaseSource.ApplicationName(instance)),
            row => row.GetInt32(0),
            cancellation).ConfigureAwait(false);
        _services.Logger.SessionsEnded(ended[0], instance);
        return ended[0];
    }

    /// <summary>Takes no further commits, waits for those under way, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await Task.WhenAll(_running).ConfigureAwait(false);
        foreach (var lane in _lanes)
            await lane.DisposeAsync().ConfigureAwait(false);
        _session.Dispose();
        await _services.Source.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<PostgreSqlStore> TryOpenAsync(
        PostgreSqlOptions options, TimeProvider time, ILoggerFactory? logging, ILogger logger, CancellationToken cancellation)
    {
        if (options.MigrateAtStart)
        {
            foreach (var migration in await Migrations.ApplyAsync(options, cancellation).ConfigureAwait(false))
                logger.Migrated(migration);
        }

        var source = DatabaseSource.ForStore(options, logging);
        try
        {
            await Migrations.CheckAsync(source, options.Schema, cancellation).ConfigureAwait(false);
            var clock = new DatabaseClock(time, options.ImposeClock);
            var (incarnation, version) = await CheckServerAsync(source, clock, cancellation).ConfigureAwait(false);
            logger.Opened(options.Schema, version, incarnation);
            var services = new CommitServices(source, options, clock, time, logger);
            using (var session = new ReadSession(services))
                await services.Remembered.LoadAsync(session, cancellation).ConfigureAwait(false);
            return new PostgreSqlStore(services, incarnation);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<(Guid Incarnation, int Version)> CheckServerAsync(
        NpgsqlDataSource source, DatabaseClock clock, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(SqlText.Get("Read/server"));
        await using var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await row.ReadAsync(cancellation).ConfigureAwait(false);
        var version = row.GetInt32(0);
        if (version < LeastVersion)
            throw new InvalidOperationException($"PostgreSQL is of version {version / 10_000}; MoCluster needs 15 or later.");
        if (row.GetString(1) == "off")
            throw new InvalidOperationException(
                "PostgreSQL has synchronous_commit off: it would answer before a commit is on disk. Set it on for database and role.");
        if (row.GetString(2) == "off")
            throw new InvalidOperationException(
                "PostgreSQL has fsync off: a power failure would lose or damage what was acknowledged. Set it on.");
        if (row.GetBoolean(5))
            throw new InvalidOperationException("PostgreSQL is a standby; connect to the primary (Target Session Attributes=primary).");
        clock.Learn(Rows.Time(row, 4));
        return (row.GetGuid(3), version);
    }

    private static void CheckLimit(int limit, [CallerArgumentExpression(nameof(limit))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaxBatch, name);
    }

    private static void CheckBatch(int length, [CallerArgumentExpression(nameof(length))] string? name = null) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, StoreLimits.MaxBatch, name);

    private static void CheckFilter<T>(ImmutableArray<T> filter, [CallerArgumentExpression(nameof(filter))] string? name = null)
    {
        if (!filter.IsDefault)
            CheckBatch(filter.Length, name);
    }
}
