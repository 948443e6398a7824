namespace MoCluster.Silo.Diagnostics;

/// <summary>All lines that the silo itself logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {Urls}; opening the store")]
    public static partial void Bound(this ILogger log, string urls);

    [LoggerMessage(2, LogLevel.Information, "Ready: store {Store}, after {Elapsed}")]
    public static partial void Ready(this ILogger log, string store, TimeSpan elapsed);

    [LoggerMessage(3, LogLevel.Information, "Stopping: no new requests, waits are cut short, commits are finished")]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(4, LogLevel.Information, "Stopped after {Elapsed}")]
    public static partial void Stopped(this ILogger log, TimeSpan elapsed);

    [LoggerMessage(5, LogLevel.Critical, "The store failed and the process ends: {Reason}")]
    public static partial void StoreFailed(this ILogger log, Exception exception, string reason);

    [LoggerMessage(6, LogLevel.Debug, "The process could not be started")]
    public static partial void StartFailed(this ILogger log, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "{Notice}")]
    public static partial void SettingRenamed(this ILogger log, string notice);

    [LoggerMessage(12, LogLevel.Warning, "The store did not close within {Time}; what it has confirmed is safe")]
    public static partial void StoreClosesSlowly(this ILogger log, TimeSpan time);

    [LoggerMessage(13, LogLevel.Error, "The store could not be closed: {Reason}")]
    public static partial void StoreNotClosed(this ILogger log, Exception exception, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The silo {Silo} is dead; {Sessions} of its database sessions were ended")]
    public static partial void SiloDied(this ILogger log, string silo, int sessions);

    [LoggerMessage(8, LogLevel.Warning, "The silo {Silo} is dead, and its database sessions could not be ended; they end by their timeouts")]
    public static partial void SessionsNotEnded(this ILogger log, Exception exception, string silo);

    [LoggerMessage(9, LogLevel.Critical, "The silo ends: {Reason}")]
    public static partial void EngineFailed(this ILogger log, Exception? exception, string reason);

    [LoggerMessage(10, LogLevel.Error, "A request failed: {Method} {Path}, trace {Trace}")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string? trace);

    [LoggerMessage(11, LogLevel.Error, "A field failed: {Field}")]
    public static partial void FieldFailed(this ILogger log, Exception exception, string field);

    [LoggerMessage(20, LogLevel.Warning, "The {Clock} failed and tries again in {Pause}")]
    public static partial void ClockFailed(this ILogger log, Exception exception, string clock, TimeSpan pause);

    [LoggerMessage(22, LogLevel.Information, "The queue of doorbells {Queue} moves or cannot be reached, and is asked again; until then listeners are served from the log")]
    public static partial void DoorbellQueueFailed(this ILogger logger, Exception exception, string queue);
}
