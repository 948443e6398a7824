using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Journal.Recovery;
using MoCluster.Stores.Journal.Snapshots;
using MoCluster.Stores.Journal.Writing;
using MoCluster.Stores.Memory;
using MoCluster.Stores.Sqlite.Reading;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal;

/// <summary>
/// The store of one process: a log of checksummed frames in a directory, the state in memory (docs/architecture.md §4). A commit returns when its
/// frame is on the disk; whoever commits meanwhile shares the next one.
/// </summary>
public sealed class JournalStore : StateStore, IAsyncDisposable
{
    private const string LockName = "lock";

    private readonly JournalOptions _options;
    private readonly IDisposable _lock;
    private readonly EventLog _log;
    private readonly EventTail _tail;
    private readonly LogAppender _appender;
    private readonly JournalWriter _writer;
    private readonly SnapshotKeeper _snapshots;
    private readonly SemaphoreSlim _fileReads;
    private readonly ILogger _logger;
    private int _disposed;

    private JournalStore(
        JournalOptions options,
        TimeProvider time,
        ILogger logger,
        Action<Exception> onFailure,
        IJournalFiles files,
        IDisposable holder,
        Guid incarnation,
        RecoveredJournal recovered)
        : base(time)
    {
        (_options, _logger, _lock, Incarnation) = (options, logger, holder, incarnation);
        _log = new EventLog(files, SegmentHeader.Seed(incarnation), recovered.Segments);
        _tail = new EventTail(options.TailEvents);
        _fileReads = new SemaphoreSlim(options.MaxFileReads);
        _appender = new LogAppender(files, options.Directory, incarnation, _log.Active);
        _snapshots = new SnapshotKeeper(files, options, incarnation, _log, recovered, time, logger);
        _writer = new JournalWriter(
            options, new StoreClock(time), recovered.State, _appender, _log, _tail, logger, onFailure, _snapshots.Rolled);
    }

    /// <inheritdoc />
    public override Guid Incarnation { get; }

    /// <summary>What was done since the journal was opened.</summary>
    public JournalCounters Counters => _writer.Counters;

    /// <summary>Completed when no snapshot is being written.</summary>
    internal Task SnapshotsIdle => _snapshots.Idle;

    /// <inheritdoc />
    private protected override StoreState State => _writer.State;

    /// <summary>Opens a journal: takes its directory, which is made when it is not there, and finds its state again.</summary>
    /// <param name="options">Where, and the limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="onFailure">
    /// Called once when a write or a flush fails: the process has to stop. By then everybody who waited was told, and every later
    /// commit is refused.
    /// </param>
    /// <exception cref="ValidationException">The options are wrong; the message names the first that is.</exception>
    /// <exception cref="JournalInUseException">Somebody else has the directory.</exception>
    /// <exception cref="JournalDamagedException">Something is not as it was written; nothing was changed.</exception>
    public static Task<JournalStore> OpenAsync(JournalOptions options, TimeProvider time, ILogger logger, Action<Exception> onFailure) =>
        OpenAsync(options, time, logger, onFailure, new DiskFiles());

    /// <inheritdoc />
    public override ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        CommitRules.Check(commit);
        var body = new ByteWriter();
        try
        {
            CommitCodec.Write(body, commit);
            if (body.Length > _options.MaxCommitBytes)
            {
                throw new ArgumentException(
                    $"The commit has {body.Length} bytes; {_options.MaxCommitBytes} are allowed ({nameof(JournalOptions.MaxCommitBytes)}).");
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }

        var pending = new PendingCommit(commit, body, _logger);
        _writer.Enqueue(pending);
        return new ValueTask<CommitResult>(pending.Answer);
    }

    /// <inheritdoc />
    public override async ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var firsts = ImmutableArray.CreateBuilder<KeyValuePair<StreamKey, long>>();
        var state = State;
        foreach (var (stream, ends) in state.Streams)
        {
            cancellation.ThrowIfCancellationRequested();
            var passed = StreamTables.Passed(state, stream);
            if (passed <= ends.First)
                continue;
            var first = Math.Min(passed, await FirstNotBeforeAsync(stream, ends, before, cancellation).ConfigureAwait(false));
            if (first > ends.First)
                firsts.Add(new(stream, first));
        }

        var trim = new LogTrim(Now, firsts.DrainToImmutable());
        if (!trim.Firsts.IsEmpty || ResultTables.AnyOver(state, trim.Now))
        {
            var pending = new PendingTrim(trim);
            _writer.Enqueue(pending);
            await pending.Answer.ConfigureAwait(false);
        }

        _snapshots.DeleteUnneeded(State);
    }

    /// <summary>Takes no more commits, waits for those that were taken, and gives the directory free.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _writer.StopAsync().ConfigureAwait(false);
        await _snapshots.DisposeAsync().ConfigureAwait(false);
        _appender.Dispose();
        _lock.Dispose();
    }

    /// <summary>Opens a journal over a file system that is handed in.</summary>
    internal static Task<JournalStore> OpenAsync(
        JournalOptions options, TimeProvider time, ILogger logger, Action<Exception> onFailure, IJournalFiles files)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return Task.Run(() => Open(options, time, logger, onFailure, files));
    }

    /// <inheritdoc />
    private protected override ValueTask<ImmutableArray<EventRecord>> ReadRangeAsync(
        StreamKey stream, long first, long last, CancellationToken cancellation)
    {
        var tail = _tail.Read(stream, first, last);
        var missing = tail.IsEmpty ? last : tail[0].Number - 1;
        return first > missing ? ValueTask.FromResult(tail) : ReadFilesAsync(stream, first, missing, tail, cancellation);
    }

    /// <inheritdoc />
    private protected override async ValueTask<ImmutableArray<EventRecord>> ReadLaneRangeAsync(
        StreamKey stream, PriorityLane lane, long first, long last, int limit, CancellationToken cancellation)
    {
        while (first <= last)
        {
            var (from, tail) = _tail.ReadLane(stream, lane, first, last, limit);
            if (first >= from)
                return tail;
            var begin = first;
            var found = await FromFilesAsync(
                () => _log.ReadLane(stream, lane, begin, from - 1, limit, cancellation), stream, first, cancellation).ConfigureAwait(false);
            if (found is { } events)
                return events.AddRange(tail.Take(limit - events.Length));

            // Trimmed while it was read: what is left begins later now.
            first = State.EndsOf(stream).First;
        }

        return [];
    }

    private static JournalStore Open(
        JournalOptions options, TimeProvider time, ILogger logger, Action<Exception> onFailure, IJournalFiles files)
    {
        files.CreateDirectory(options.Directory);
        var holder = files.Lock(Path.Combine(options.Directory, LockName));
        try
        {
            // A process that ended may have made names and not flushed them: what is built on them must not go with them.
            files.FlushDirectory(options.Directory);
            var incarnation = IncarnationFile.ReadOrCreate(files, options.Directory);
            var recovered = JournalRecovery.Recover(files, options, incarnation, logger);
            StoreLog.Opened(
                logger, options.Directory, incarnation, recovered.Segments[^1].Last, recovered.Segments.Count, recovered.Snapshot);
            return new JournalStore(options, time, logger, onFailure, files, holder, incarnation, recovered);
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    private async ValueTask<ImmutableArray<EventRecord>> ReadFilesAsync(
        StreamKey stream, long first, long last, ImmutableArray<EventRecord> rest, CancellationToken cancellation)
    {
        while (true)
        {
            var begin = first;
            var found = await FromFilesAsync(
                () => _log.Read(stream, begin, last, cancellation), stream, first, cancellation).ConfigureAwait(false);
            if (found is { } events && events.Length == last - first + 1)
                return events.AddRange(rest);

            // Trimmed while it was read: what is left begins later now. Anything else would be a gap, and nobody may read over one.
            var kept = State.EndsOf(stream).First;
            if (kept <= first)
            {
                throw new InvalidOperationException(
                    $"The log of {stream} has {found?.Length ?? 0} of the events {first} to {last}; the index is wrong.");
            }


            first = kept;
            if (first > last)
                return [.. rest.Where(record => record.Number >= first)];
        }
    }

    /// <summary>Reads files; null when some of what is wanted was let go of meanwhile.</summary>
    private async Task<ImmutableArray<EventRecord>?> FromFilesAsync(
        Func<ImmutableArray<EventRecord>> read, StreamKey stream, long first, CancellationToken cancellation)
    {
        await _fileReads.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(read, cancellation).ConfigureAwait(false);
        }
        catch (FileNotFoundException) when (State.EndsOf(stream).First > first)
        {
            return null;
        }
        finally
        {
            _fileReads.Release();
        }
    }

    private async ValueTask<long> FirstNotBeforeAsync(
        StreamKey stream, StreamEnds ends, DateTimeOffset before, CancellationToken cancellation)
    {
        if (ends.Time < before)
            return ends.Last + 1;

        const int page = 1_000;
        var number = Math.Max(_log.FloorOf(stream, before), ends.First);
        while (number <= ends.Last)
        {
            var events = await ReadRangeAsync(stream, number, Math.Min(number + page - 1, ends.Last), cancellation).ConfigureAwait(false);
            foreach (var record in events)
            {
                if (record.Time >= before)
                    return record.Number;
            }

            number = events.IsEmpty ? ends.Last + 1 : events[^1].Number + 1;
        }

        return number;
    }
}
