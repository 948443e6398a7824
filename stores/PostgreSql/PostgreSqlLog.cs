using Microsoft.Extensions.Logging;

namespace MoCluster.Stores.PostgreSql;

/// <summary>All log lines of the PostgreSQL store. Event ids: 5101 to 5199.</summary>
internal static partial class PostgreSqlLog
{
    [LoggerMessage(5101, LogLevel.Information, "Opened the schema {Schema} of PostgreSQL {Version}, incarnation {Incarnation}.")]
    public static partial void Opened(this ILogger logger, string schema, int version, Guid incarnation);

    [LoggerMessage(5102, LogLevel.Information, "Applied the migration {Migration}.")]
    public static partial void Migrated(this ILogger logger, string migration);

    [LoggerMessage(5103, LogLevel.Warning, "A batch of {Commits} commits failed and is tried again in {Pause} (try {Try}).")]
    public static partial void BatchRetried(this ILogger logger, Exception exception, int commits, TimeSpan pause, int @try);

    [LoggerMessage(5104, LogLevel.Warning, "The connection was lost while a batch of {Commits} commits was committed; the batch is sent again.")]
    public static partial void OutcomeUncertain(this ILogger logger, Exception exception, int commits);

    [LoggerMessage(5105, LogLevel.Information, "The batch of {Commits} commits had been committed before the connection was lost.")]
    public static partial void OutcomeFound(this ILogger logger, int commits);

    [LoggerMessage(5106, LogLevel.Error, "The server was out of reach too long: {Commits} commits are given up; their outcome: {Outcome}.")]
    public static partial void BatchGivenUp(this ILogger logger, Exception? exception, int commits, string outcome);

    [LoggerMessage(5107, LogLevel.Warning, "The server refused a batch of {Commits} commits; they are repeated one by one.")]
    public static partial void BatchSplit(this ILogger logger, Exception exception, int commits);

    [LoggerMessage(5108, LogLevel.Error, "The server refused the commit {Commit}, which passed every check of the store.")]
    public static partial void CommitRefusedByServer(this ILogger logger, Exception exception, Guid commit);

    [LoggerMessage(5109, LogLevel.Debug, "A read failed and is tried again in {Pause} (try {Try}).")]
    public static partial void ReadRetried(this ILogger logger, Exception exception, TimeSpan pause, int @try);

    [LoggerMessage(5110, LogLevel.Critical, "A commit connection met an unexpected error: the commits of its batch fail, and it goes on with the next batch.")]
    public static partial void CommitConnectionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5111, LogLevel.Debug, "A connection could not be put back in order and is closed.")]
    public static partial void ConnectionDropped(this ILogger logger, Exception exception);

    [LoggerMessage(5112, LogLevel.Information, "Ended {Count} sessions of the instance {Instance}.")]
    public static partial void SessionsEnded(this ILogger logger, int count, string instance);

    [LoggerMessage(5113, LogLevel.Warning, "The server cannot be reached ({Why}); opening is tried again in {Pause} (try {Try}).")]
    public static partial void OpeningRetried(this ILogger logger, string why, TimeSpan pause, int @try);
}
