using System.Collections.Immutable;
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
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.PostgreSql.Commits;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Queue;
using MoCluster.Stores.PostgreSql.Reads;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// The store for production: keeps every promise of <see cref="IStore"/> on PostgreSQL 15 or later, also while many silos write at once.
/// </summary>
public sealed class PostgreSqlStore : IStore, IAsyncDisposable
{
    private readonly CommitServices _services;
    private readonly CommitQueue _queue;
    private readonly CommitConnection[] _connections;
    private readonly Task[] _running;
    private readonly ReadSession _session;
    private readonly ObjectReader _objects;
    private readonly EventReader _events;
    private readonly ListenerReader _listeners;
    private readonly DeliveryReader _deliveries;
    private readonly Retention _retention;

    private PostgreSqlStore(CommitServices services, Guid incarnation)
    {
        var options = services.Server.Options;
        _services = services;
        Incarnation = incarnation;
        _queue = new CommitQueue(options.MaxQueuedCommits, options.MaxBatchCommits, options.MaxBatchEvents);
        _connections = [.. Enumerable.Range(0, options.CommitConnections).Select(_ => new CommitConnection(_queue, services))];
        _running = [.. _connections.Select(connection => Task.Run(connection.RunAsync))];
        _session = new ReadSession(services.Server);
        _objects = new ObjectReader(_session, services.Server.Clock);
        _events = new EventReader(_session);
        _listeners = new ListenerReader(_session);
        _deliveries = new DeliveryReader(_session);
        _retention = new Retention(_session, services.Server.Clock, options.TrimBatch);
    }

    /// <inheritdoc />
    public Guid Incarnation { get; }

    /// <inheritdoc />
    public DateTimeOffset Now => _services.Server.Clock.Now;

    /// <summary>What the store committed since it was opened.</summary>
    public PostgreSqlCounters Counters => _services.Counters;

    /// <summary>Connects, brings the schema up to date where allowed, and checks the server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The process's clock, for pauses and for measuring what has passed; the store's time is the server's.</param>
    /// <param name="logging">Takes the log lines; null for none.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="SchemaMismatchException">The schema is newer than this build, or older and must not be changed here.</exception>
    /// <exception cref="InvalidOperationException">
    /// The server is too old, is a standby, or would answer before a commit is on disk.
    /// </exception>
    /// <exception cref="NpgsqlException">The server stayed out of reach, or refuses the login.</exception>
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
        var queued = new QueuedCommit(commit);
        if (!_queue.TryAdd(queued))
        {
            throw new StoreUnavailableException(
                $"The store takes no commit now: {_services.Server.Options.MaxQueuedCommits} wait already, or it is stopped. Try again later.");
        }

        return new ValueTask<CommitResult>(queued.Completion);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(keys.Length);
        return _objects.ObjectsAsync(keys, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _objects.RegistrationsAsync(key, after, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckFilter(query.Uuids);
        ReadRules.CheckFilter(query.UserKeys);
        return _objects.ListAsync(query, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(targets.Length);
        ReadRules.CheckLimit(limit);
        return _objects.ReferencesAsync(targets, interval, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckBatch(query.Targets.Length, query.Limit);
        return _objects.ReferrersAsync(query, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(values.Length);
        return _objects.HoldersAsync(scope, values, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckBatch(query.Objects.Length, query.Limit);
        return _objects.HistoriesAsync(query, cancellation);
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
        ReadRules.CheckFilter(streams);
        return _events.HeadsAsync(streams, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _events.EventsAsync(stream, from, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(numbers.Length);
        return _events.EventsAsync(stream, numbers, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _events.LaneAsync(stream, lane, from, to, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) => _listeners.GroupAsync(group, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(listeners.Length);
        return _listeners.FrontiersAsync(listeners, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _listeners.BacklogsAsync(after, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation)
    {
        ReadRules.CheckFilter(names);
        return _listeners.NamespacesAsync(names, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        return _listeners.ListenersAsync(query, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _objects.DueAsync(after, until, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<DueDeliveries> ReadDueDeliveriesAsync(Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _deliveries.DueAsync(registration, until, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(numbers.Length);
        return _deliveries.ByNumberAsync(registration, numbers, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        return _deliveries.ListAsync(query, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return _deliveries.BacklogsAsync(after, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => _retention.TrimAsync(before, cancellation);

    /// <summary>Ends the sessions of a dead instance, so that the rows it locked are free at once and not after a timeout.</summary>
    /// <param name="instance">The <see cref="PostgreSqlOptions.Instance"/> of the dead process.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>How many sessions were ended.</returns>
    public async ValueTask<int> EndSessionsAsync(string instance, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        var ended = await _session.ListAsync(
            () => Statement.Of("Retention/end_sessions").With(DatabaseSource.ApplicationName(instance)),
            row => row.GetInt32(0),
            cancellation).ConfigureAwait(false);
        _services.Server.Logger.SessionsEnded(ended[0], instance);
        return ended[0];
    }

    /// <summary>Refuses further commits, waits for those under way, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await Task.WhenAll(_running).ConfigureAwait(false);
        foreach (var connection in _connections)
            await connection.DisposeAsync().ConfigureAwait(false);
        _session.Dispose();
        await _services.Server.Source.DisposeAsync().ConfigureAwait(false);
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
            var (incarnation, version) = await ServerCheck.RunAsync(source, clock, cancellation).ConfigureAwait(false);
            logger.Opened(options.Schema, version, incarnation);
            var services = new CommitServices(new ServerAccess(source, options, clock, time, logger));
            using (var session = new ReadSession(services.Server))
                await services.Remembered.LoadAsync(session, cancellation).ConfigureAwait(false);
            return new PostgreSqlStore(services, incarnation);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
