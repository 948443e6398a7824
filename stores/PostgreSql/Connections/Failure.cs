using System.Data;
using System.Net.Sockets;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>What an error of the server or of a connection means for what was asked.</summary>
internal static class Failure
{
    private const string NotNullViolation = "23502";
    private const string UniqueViolation = "23505";
    private const string DivisionByZero = "22012";
    private const string ReadOnly = "25006";
    private const string DiskFull = "53100";
    private const string LockNotAvailable = "55P03";
    private const string QueryCanceled = "57014";

    /// <summary>Whether it is one that waiting may cure: a lost connection, a lock, a full disk, a server that stops.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is PostgresException postgres
            ? !IsDataRefused(postgres)
            : exception is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>
    /// Whether the server answered in good order that it did not do what was asked for: its transaction is undone. Npgsql may have closed the
    /// connection all the same, as it does when a disk is full.
    /// </summary>
    public static bool IsUndone(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>
    /// What callers are told of an outage, in words of ours: those of the server and of the connection name hosts, files and roles. The log
    /// has them whole.
    /// </summary>
    public static string Told(Exception exception) => exception switch
    {
        PostgresException { SqlState: DiskFull } => "its disk is full",
        PostgresException { SqlState: ReadOnly } => "it only reads now",
        PostgresException { SqlState: LockNotAvailable or QueryCanceled } => "it took too long",
        PostgresException { SqlState: var code } when IsUndone(exception) => $"it answered with error {code}",
        _ => "the connection failed",
    };

    /// <summary>Whether what was asked for is undone, and the connection can be used again.</summary>
    public static bool IsClean(Exception exception, NpgsqlConnection connection) =>
        IsUndone(exception) && connection.FullState.HasFlag(ConnectionState.Open)
        && !connection.FullState.HasFlag(ConnectionState.Broken);

    /// <summary>Whether a group met its own id: it became true before.</summary>
    public static bool IsRepeated(Exception exception) =>
        exception is PostgresException { SqlState: NotNullViolation, TableName: "commit_group", ColumnName: "ordinal" };

    /// <summary>Whether the server refused the data themselves: a constraint, or values that it cannot hold.</summary>
    public static bool IsDataRefused(PostgresException exception) =>
        exception.SqlState.StartsWith("23", StringComparison.Ordinal)
        || exception.SqlState.StartsWith("22", StringComparison.Ordinal)
        || exception.SqlState.StartsWith("54", StringComparison.Ordinal)
        || exception.SqlState == "21000";

    /// <summary>Whether rows are not as the group expected: <c>Lock/expect_…</c>, which alone divide.</summary>
    public static bool IsUnexpected(Exception exception) => exception is PostgresException { SqlState: DivisionByZero };

    /// <summary>Whether a row was there already: another silo wrote it since stage one, and judging again will see it.</summary>
    public static bool IsRace(Exception exception) => exception is PostgresException { SqlState: UniqueViolation };
}
