using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MoCluster.Grains;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory;
using MoCluster.Stores.Sqlite.Reading;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Writing;

/// <summary>
/// The one writer. It takes what waits as a group, judges it in order on a state that nobody sees, writes one frame, flushes it, and
/// only then shows the new state and answers. What arrives during the flush is the next group.
/// </summary>
internal sealed class JournalWriter
{
    private readonly JournalOptions _options;
    private readonly StoreClock _clock;
    private readonly LogAppender _appender;
    private readonly EventLog _log;
    private readonly EventTail _tail;
    private readonly ILogger _logger;
    private readonly Action<Exception> _onFailure;
    private readonly Action<long, StoreState> _onRolled;
    private readonly Channel<PendingWrite> _queue;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreState _state;
    private Exception? _failure;
    private bool _stopped;
    private long _commits;
    private long _groups;
    private long _events;
    private long _bytes;

    /// <summary>A writer that goes on from a state.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="clock">The store's clock.</param>
    /// <param name="state">The state that the log holds.</param>
    /// <param name="appender">Writes the frames.</param>
    /// <param name="log">Learns where the events are.</param>
    /// <param name="tail">Gets the events.</param>
    /// <param name="logger">The log.</param>
    /// <param name="onFailure">Called once when a write or a flush failed, after everybody who waits was told.</param>
    /// <param name="onRolled">Called on the writer's thread when a segment is full, with its last frame and the state then.</param>
    public JournalWriter(
        JournalOptions options,
        StoreClock clock,
        StoreState state,
        LogAppender appender,
        EventLog log,
        EventTail tail,
        ILogger logger,
        Action<Exception> onFailure,
        Action<long, StoreState> onRolled)
    {
        (_options, _clock, _state, _appender) = (options, clock, state, appender);
        (_log, _tail, _logger, _onFailure, _onRolled) = (log, tail, logger, onFailure, onRolled);
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.MaxQueuedCommits)
        {
            SingleReader = true,
            AllowSynchronousContinuations = true, // all that continues is the wake-up of the writer's own thread
        });
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>What every commit that was answered left.</summary>
    public StoreState State => Volatile.Read(ref _state);

    /// <summary>What was done so far.</summary>
    public JournalCounters Counters =>
        new(Volatile.Read(ref _commits), Volatile.Read(ref _groups), Volatile.Read(ref _events), Volatile.Read(ref _bytes));

    /// <summary>Puts something into the queue.</summary>
    /// <exception cref="StoreUnavailableException">The queue is full, or the journal closed or failed.</exception>
    public void Enqueue(PendingWrite write)
    {
        if (_queue.Writer.TryWrite(write))
            return;

        var refusal = Refusal();
        write.Fail(refusal);
        throw refusal;
    }

    /// <summary>Takes nothing more, and completes when all that waits is written.</summary>
    public Task StopAsync()
    {
        Volatile.Write(ref _stopped, true);
        _queue.Writer.TryComplete();
        return _ended.Task;
    }

    private void Run()
    {
        var group = new List<PendingWrite>(_options.MaxGroupCommits);
        using var frame = new ByteWriter(_options.MaxGroupBytes);
        try
        {
            while (Take(group))
            {
                Write(group, frame);
                group.Clear();
                if (_log.Active.Length >= _options.SegmentBytes)
                    Roll();
            }
        }
        catch (Exception exception)
        {
            Fail(group, exception);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private bool Take(List<PendingWrite> group)
    {
        if (!_queue.Reader.TryRead(out var write) && !(Wait() && _queue.Reader.TryRead(out write)))
            return false;

        var bytes = 0L;
        do
        {
            group.Add(write);
            bytes += write.Size;
        }
        while (group.Count < _options.MaxGroupCommits && bytes < _options.MaxGroupBytes && _queue.Reader.TryRead(out write));
        return true;
    }

    /// <summary>Blocks this thread, which has nothing else to do.</summary>
    private bool Wait() => _queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Write(List<PendingWrite> group, ByteWriter frame)
    {
        using var activity = GrainActivities.StartShared("commit_batch", group, static write => write.Cause)?.SetTag("mocluster.commits", group.Count);
        frame.Clear(_options.MaxGroupBytes * 2);
        Frame.Begin(frame);
        var empty = frame.Length;
        var state = _state;
        var now = _clock.Now;
        foreach (var write in group)
            state = write.Decide(state, now, frame);

        if (frame.Length > empty)
            Append(group, frame);
        Volatile.Write(ref _state, state);
        foreach (var write in group)
            write.Complete();
    }

    private void Append(List<PendingWrite> group, ByteWriter frame)
    {
        var (offset, written) = _appender.Append(frame);
        _log.Note(offset, written, group.Where(write => write.Written is not null).Select(write => (write.Written!, write.Events)));
        foreach (var write in group)
        {
            _tail.Add(write.Events);
            _commits += write.Written is null ? 0 : 1;
            _events += write.Events.Length;
        }

        _groups++;
        _bytes += written.Length;
    }

    private void Roll()
    {
        var last = _log.Active.Last;
        _log.Add(_appender.Roll());
        _onRolled(last, _state);
    }

    /// <summary>
    /// Whether a failed write is on the disk cannot be known, and a flush that failed once proves nothing when it succeeds later: so
    /// nothing is written any more, and only a new start from the disk tells what became true.
    /// </summary>
    private void Fail(List<PendingWrite> group, Exception exception)
    {
        Volatile.Write(ref _failure, exception);
        _queue.Writer.TryComplete();
        var unknown = new CommitOutcomeUnknownException(
            "The journal failed while it wrote this commit; a new start will tell whether it became true.", exception);
        foreach (var write in group)
            write.Fail(unknown);

        var refused = 0;
        for (; _queue.Reader.TryRead(out var write); refused++)
            write.Fail(Refusal());
        StoreLog.Failed(_logger, _options.Directory, group.Count, refused, exception);
        _onFailure(exception);
    }

    private StoreUnavailableException Refusal()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            return new StoreUnavailableException(
                "The journal failed to write and takes nothing until the process was started anew.", failure);
        }

        if (Volatile.Read(ref _stopped))
            return new StoreUnavailableException("The journal is closed.");
        return new StoreUnavailableException(
            $"{_options.MaxQueuedCommits} commits wait already ({nameof(JournalOptions.MaxQueuedCommits)}); try this one again later.");
    }
}
