using Microsoft.Extensions.Logging;

namespace MoCluster.Stores;

/// <summary>The log messages of the journal, with event ids 5000 to 5099 (silo/LOG_EVENTS.md).</summary>
internal static partial class StoreLog
{
    [LoggerMessage(5000, LogLevel.Information,
        "Journal '{Directory}' is open: incarnation {Incarnation}, {Frames} frames in {Segments} segments, snapshot up to frame {Snapshot}.")]
    public static partial void Opened(ILogger log, string directory, Guid incarnation, long frames, int segments, long snapshot);

    [LoggerMessage(5001, LogLevel.Warning,
        "The last frame of '{File}' at byte {Offset} was not written to its end, as after a crash: {Bytes} bytes were cut off. "
        + "Nothing that was confirmed is lost.")]
    public static partial void TailCut(ILogger log, string file, long offset, long bytes);

    [LoggerMessage(5002, LogLevel.Information, "Snapshot of frame {Ordinal}: {Bytes} bytes in {Milliseconds} ms.")]
    public static partial void SnapshotWritten(ILogger log, long ordinal, long bytes, long milliseconds);

    [LoggerMessage(5003, LogLevel.Error,
        "The snapshot of frame {Ordinal} failed; the log is kept instead, and the next one is tried after the next segment.")]
    public static partial void SnapshotFailed(ILogger log, long ordinal, Exception exception);

    [LoggerMessage(5004, LogLevel.Information, "Deleted '{File}': nobody needs it any more.")]
    public static partial void Deleted(ILogger log, string file);

    [LoggerMessage(5005, LogLevel.Warning, "'{File}' could not be deleted; it is tried again at the next start.")]
    public static partial void DeletionFailed(ILogger log, string file, Exception exception);

    [LoggerMessage(5006, LogLevel.Critical,
        "Journal '{Directory}' failed to write. {Unknown} commits have an unknown outcome, {Refused} were not begun, "
        + "and none is taken from now on: the process has to stop.")]
    public static partial void Failed(ILogger log, string directory, int unknown, int refused, Exception exception);

    [LoggerMessage(5007, LogLevel.Error, "A commit could not be judged and was thrown back at its caller; the others are not concerned.")]
    public static partial void JudgingFailed(ILogger log, Exception exception);
}
