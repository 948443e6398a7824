using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MoCluster.Grains;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Opening;
using MoCluster.Stores.Sqlite.Reading;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>
/// The only writer. It takes the waiting work as a batch, decides it in order on a state that nobody sees, and writes it in one transaction. When that is on the
/// disk, it shows the new state and answers. What arrives meanwhile is the next batch.
/// </summary>
internal sealed class SqliteWriter
{
    private readonly SqliteOptions _options;
    private readonly StoreClock _clock;
    private readonly OpenDatabase _database;
    private readonly EventTail _tail;
    private readonly ILogger _logger;
    private readonly Action<Exception> _onFailure;
    private readonly Channel<StoreWork> _queue;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RowLoader _loader;
    private readonly EventRows _events;
    private readonly ObjectRows _objects;
    private readonly ListeningRows _listening;
    private readonly ResultRows _results;
    private readonly DeliveryRows _deliveries;
    private readonly BatchRows _batches;
    private readonly WalCheckpoint _checkpoint;
    private StoreState _state;
    private Exception? _failure;
    private bool _stopped;
    private SqliteCounters _counters = new(0, 0, 0, 0);

    /// <summary>Starts the writer.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="clock">The store's clock.</param>
    /// <param name="database">The database.</param>
    /// <param name="tail">Gets the events.</param>
    /// <param name="checkpoint">Moves the WAL into the database.</param>
    /// <param name="logger">The log.</param>
    /// <param name="onFailure">Called once if a write fails, after everybody who waits was told.</param>
    public SqliteWriter(
        SqliteOptions options,
        StoreClock clock,
        OpenDatabase database,
        EventTail tail,
        WalCheckpoint checkpoint,
        ILogger logger,
        Action<Exception> onFailure)
    {
        (_options, _clock, _database, _tail, _checkpoint, _logger, _onFailure) = (options, clock, database, tail, checkpoint, logger, onFailure);
        var content = database.Content;
        _state = content.State;
        _loader = new RowLoader(database.Connection);
        _events = new EventRows(database.Connection, content.Streams);
        _objects = new ObjectRows(database.Connection, content.LastRegistration);
        _listening = new ListeningRows(database.Connection);
        _results = new ResultRows(database.Connection);
        _deliveries = new DeliveryRows(database.Connection);
        _batches = new BatchRows(database.Connection, content);
        _queue = Channel.CreateBounded<StoreWork>(new BoundedChannelOptions(options.MaxQueuedCommits)
        {
            SingleReader = true,
            AllowSynchronousContinuations = true, // All that continues is the wake-up of the writer's own thread.
        });
        new Thread(Run) { IsBackground = true, Name = "store" }.Start();
    }

    /// <summary>The state that all commits that were answered left.</summary>
    public StoreState State => Volatile.Read(ref _state);

    /// <summary>What was done so far.</summary>
    public SqliteCounters Counters => Volatile.Read(ref _counters);

    /// <summary>Puts work into the queue.</summary>
    /// <exception cref="StoreUnavailableException">The queue is full, or the store is closed or failed.</exception>
    public void Enqueue(StoreWork work)
    {
        if (!_queue.Writer.TryWrite(work))
            throw Refusal();
    }

    /// <summary>Takes no more work, and completes when all that waits is written.</summary>
    public Task StopAsync()
    {
        Volatile.Write(ref _stopped, true);
        _queue.Writer.TryComplete();
        return _ended.Task;
    }

    private void Run()
    {
        var works = new List<StoreWork>(_options.MaxBatchCommits);
        try
        {
            while (Take(works))
            {
                Write(works);
                works.Clear();
                _checkpoint.AfterBatch(_counters.Pages);
            }
        }
        catch (Exception exception)
        {
            Fail(works, exception);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private bool Take(List<StoreWork> works)
    {
        if (!_queue.Reader.TryRead(out var work) && !(Wait() && _queue.Reader.TryRead(out work)))
            return false;

        var events = 0;
        do
        {
            works.Add(work);
            events += work.Size;
        }
        while (works.Count < _options.MaxBatchCommits && events < _options.MaxBatchEvents && _queue.Reader.TryRead(out work));
        return true;
    }

    /// <summary>Blocks this thread, which has nothing else to do.</summary>
    private bool Wait() => _queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Write(List<StoreWork> works)
    {
        using var activity = GrainActivities.StartShared("commit_batch", works, static work => work.Cause)?.SetTag("mocluster.commits", works.Count);
        var connection = _database.Connection;
        connection.Statement("Write/begin").Run();
        _loader.State = _state;
        var batch = new WriteBatch(_state, _loader, _clock.Now);
        foreach (var work in works)
            work.Decide(batch);

        if (batch.IsEmpty)
        {
            connection.Statement("Write/rollback").Run();
        }
        else
        {
            Write(batch);
            foreach (var work in works)
                _tail.Add(work.Appended);
            Volatile.Write(ref _state, Resident(batch));
        }

        _loader.Clear();
        foreach (var work in works)
            work.Complete();
    }

    private void Write(WriteBatch batch)
    {
        _events.Write(batch);
        _objects.Write(batch);
        _listening.Write(batch);
        _results.Write(batch);
        _deliveries.Write(batch);
        var ordinal = _batches.Write(batch);
        _database.Connection.Statement("Write/commit").Run();
        _database.Confirmed.Write(_database.Content.Incarnation, ordinal);
        Volatile.Write(ref _counters, new SqliteCounters(
            _counters.Commits + batch.Commits.Count,
            _counters.Batches + 1,
            _counters.Events + batch.Events,
            _database.Connection.PagesWritten()));
    }

    /// <summary>The part of the state that stays in memory.</summary>
    private static StoreState Resident(WriteBatch batch)
    {
        var (empty, state) = (StoreState.Empty, batch.State);
        var listeners = state.Listeners;
        foreach (var uuid in batch.Listeners)
        {
            if (listeners.TryGetValue(uuid, out var listener) && !(listener.Bitmaps.IsEmpty && listener.Rows.IsEmpty))
                listeners = listeners.SetItem(uuid, listener with { Bitmaps = StoredListener.NoBitmaps, Rows = StoredListener.NoRows });
        }

        return state with
        {
            Objects = empty.Objects,
            Types = empty.Types,
            UserKeys = empty.UserKeys,
            Referrers = empty.Referrers,
            Keys = empty.Keys,
            Due = empty.Due,
            Listeners = listeners,
            Results = empty.Results,
            ResultOrder = empty.ResultOrder,
            Deliveries = empty.Deliveries,
        };
    }

    /// <summary>
    /// Nobody knows whether a failed write is on the disk, and a flush that failed once proves nothing if it succeeds later. So nothing is written any more, and
    /// only a new start tells from the disk what became true.
    /// </summary>
    private void Fail(List<StoreWork> works, Exception exception)
    {
        Volatile.Write(ref _failure, exception);
        _queue.Writer.TryComplete();
        var unknown = new CommitOutcomeUnknownException(
            "The store failed while it wrote this commit; a new start will tell whether it became true.", exception);
        foreach (var work in works)
            work.Fail(unknown);

        var refused = 0;
        for (; _queue.Reader.TryRead(out var work); refused++)
            work.Fail(Refusal());
        SqliteLog.Failed(_logger, _database.Connection.Path, works.Count, refused, exception);
        _onFailure(exception);
    }

    private StoreUnavailableException Refusal()
    {
        if (Volatile.Read(ref _failure) is { } failure)
            return new StoreUnavailableException("The store failed to write, and takes nothing until the process was started anew.", failure);
        if (Volatile.Read(ref _stopped))
            return new StoreUnavailableException("The store is closed.");
        return new StoreUnavailableException(
            $"{_options.MaxQueuedCommits} commits wait already ({nameof(SqliteOptions.MaxQueuedCommits)}); try this one again later.");
    }
}
