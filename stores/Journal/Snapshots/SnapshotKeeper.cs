using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Journal.Recovery;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Snapshots;

/// <summary>
/// Writes snapshots beside the commits, and deletes what they make superfluous. A state is a value, so a snapshot of it holds nobody up.
/// </summary>
internal sealed class SnapshotKeeper : IAsyncDisposable
{
    private readonly IJournalFiles _files;
    private readonly JournalOptions _options;
    private readonly Guid _incarnation;
    private readonly EventLog _events;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _deleting = new();
    private long _snapshot;
    private long _snapshotBytes;
    private long _bytesSince;
    private Task _running = Task.CompletedTask;

    /// <summary>Goes on from what was found at the start.</summary>
    public SnapshotKeeper(
        IJournalFiles files,
        JournalOptions options,
        Guid incarnation,
        EventLog events,
        RecoveredJournal recovered,
        TimeProvider time,
        ILogger log)
    {
        (_files, _options, _incarnation, _events, _time, _log) = (files, options, incarnation, events, time, log);
        (_snapshot, _snapshotBytes, _bytesSince) = (recovered.Snapshot, recovered.SnapshotBytes, recovered.BytesSince);
    }

    /// <summary>Completed when no snapshot is being written.</summary>
    public Task Idle => Volatile.Read(ref _running);

    /// <summary>A segment is full: the moment for a snapshot, if it is time for one. Called by the one writer.</summary>
    /// <param name="last">The segment's last frame.</param>
    /// <param name="state">The state that it left.</param>
    public void Rolled(long last, StoreState state)
    {
        var segments = _events.Sealed;
        _bytesSince += segments[^1].Length;

        // A state larger than the log after it would cost more to write than it saves.
        if (_bytesSince < Math.Max(_options.SnapshotBytes, Volatile.Read(ref _snapshotBytes)) || !_running.IsCompleted)
            return;

        _bytesSince = 0;
        Volatile.Write(ref _running, Task.Factory.StartNew(
            () => Write(last, state, segments), _stopping.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Deletes the segments that are covered by the snapshot and of which every event was let go.</summary>
    /// <param name="state">The present state.</param>
    public void DeleteUnneeded(StoreState state)
    {
        lock (_deleting)
        {
            foreach (var segment in _events.TakeUnneeded(state, Volatile.Read(ref _snapshot)))
                Delete(segment.Path);
        }
    }

    /// <summary>Ends a snapshot that is being written, and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Idle.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private void Write(long last, StoreState state, ImmutableArray<LogSegment> segments)
    {
        try
        {
            var begin = _time.GetTimestamp();
            var length = SnapshotWriter.Write(_files, _options.Directory, _incarnation, last, state, segments, _stopping.Token);
            var former = _snapshot;
            Volatile.Write(ref _snapshotBytes, length);
            Volatile.Write(ref _snapshot, last);
            StoreLog.SnapshotWritten(_log, last, length, (long)_time.GetElapsedTime(begin).TotalMilliseconds);
            if (former > 0)
                Delete(Path.Combine(_options.Directory, SnapshotFile.NameOf(former)));
            DeleteUnneeded(state);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            StoreLog.SnapshotFailed(_log, last, exception);
        }
    }

    private void Delete(string path)
    {
        try
        {
            _files.Delete(path);
            StoreLog.Deleted(_log, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StoreLog.DeletionFailed(_log, path, exception);
        }
    }
}
