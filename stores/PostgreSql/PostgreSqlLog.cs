using Microsoft.Extensions.Logging;

namespace MoCluster.Stores.PostgreSql;

/// <summary>Every line that the PostgreSQL store logs.</summary>
internal static partial class PostgreSqlLog
{
    [LoggerMessage(5101, LogLevel.Information, "Opened the schema {Schema} of PostgreSQL {Version}, incarnation {Incarnation}.")]
    public static partial void Opened(this ILogger logger, string schema, int version, Guid incarnation);

    [LoggerMessage(5102, LogLevel.Information, "Applied the migration {Migration}.")]
    public static partial void Migrated(this ILogger logger, string migration);

    [LoggerMessage(5103, LogLevel.Warning, "A group of {Commits} commits failed and is tried again in {Pause} (try {Try}).")]
    public static partial void GroupRetried(this ILogger logger, Exception exception, int commits, TimeSpan pause, int @try);

    [LoggerMessage(5104, LogLevel.Warning, "The connection was lost as a group of {Commits} commits was made durable; it is repeated.")]
    public static partial void OutcomeUncertain(this ILogger logger, Exception exception, int commits);

    [LoggerMessage(5105, LogLevel.Information, "The group of {Commits} commits had become durable before the connection was lost.")]
    public static partial void OutcomeFound(this ILogger logger, int commits);

    [LoggerMessage(5106, LogLevel.Error, "The server was out of reach too long: {Commits} commits are given up, their outcome {Outcome}.")]
    public static partial void GroupGivenUp(this ILogger logger, Exception? exception, int commits, string outcome);

    [LoggerMessage(5107, LogLevel.Warning, "The server refused a group of {Commits} commits; they are repeated one by one.")]
    public static partial void GroupSplit(this ILogger logger, Exception exception, int commits);

    [LoggerMessage(5108, LogLevel.Error, "The server refused the commit {Commit}, which nothing before foresaw.")]
    public static partial void CommitRefusedByServer(this ILogger logger, Exception exception, Guid commit);

    [LoggerMessage(5109, LogLevel.Debug, "A read failed and is tried again in {Pause} (try {Try}).")]
    public static partial void ReadRetried(this ILogger logger, Exception exception, TimeSpan pause, int @try);

    [LoggerMessage(5110, LogLevel.Critical, "A lane stopped by an error of its own; its commits are failed and it goes on.")]
    public static partial void LaneFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5111, LogLevel.Debug, "A connection could not be put back in order and is closed.")]
    public static partial void ConnectionDropped(this ILogger logger, Exception exception);

    [LoggerMessage(5112, LogLevel.Information, "Ended {Count} sessions of the instance {Instance}.")]
    public static partial void SessionsEnded(this ILogger logger, int count, string instance);

    [LoggerMessage(5113, LogLevel.Warning, "The server cannot be reached ({Why}); opening is tried again in {Pause} (try {Try}).")]
    public static partial void OpeningRetried(this ILogger logger, string why, TimeSpan pause, int @try);
}
