using Microsoft.Extensions.Logging;

namespace MoCluster.Stores.Sqlite;

/// <summary>The log messages of the embedded store, with event ids 5200 to 5299 (silo/LOG_EVENTS.md).</summary>
internal static partial class SqliteLog
{
    [LoggerMessage(5200, LogLevel.Information,
        "Database '{Path}' is open: incarnation {Incarnation}, {Batches} batches, {Streams} streams, {Listeners} listeners.")]
    public static partial void Opened(ILogger logger, string path, Guid incarnation, long batches, int streams, int listeners);

    [LoggerMessage(5201, LogLevel.Information, "Migration {Migration} was applied.")]
    public static partial void Migrated(ILogger logger, string migration);

    [LoggerMessage(5202, LogLevel.Critical,
        "Database '{Path}' failed to write. {Unknown} commits have an unknown outcome, {Refused} were not begun, and none is taken from now on: "
        + "the process has to stop.")]
    public static partial void Failed(ILogger logger, string path, int unknown, int refused, Exception exception);

    [LoggerMessage(5203, LogLevel.Error, "A commit could not be judged, and failed; the other commits are not affected.")]
    public static partial void JudgingFailed(ILogger logger, Exception exception);

    [LoggerMessage(5204, LogLevel.Warning, "The WAL of '{Path}' could not be moved into the database; this is tried again. Commits are not affected.")]
    public static partial void CheckpointFailed(ILogger logger, string path, Exception exception);
}
