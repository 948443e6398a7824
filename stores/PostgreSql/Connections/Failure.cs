using System.Data;
using System.Net.Sockets;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>What an error of the server or of a connection means for the batch or read that met it.</summary>
internal static class Failure
{
    /// <summary>Rows are not as a batch expected (<c>Lock/expect_…</c>).</summary>
    private const string Unexpected = "MOC01";

    /// <summary>A batch was recorded before (<c>Transaction/enter_batch</c>).</summary>
    private const string RecordedBefore = "MOC02";

    private const string UniqueViolation = "23505";
    private const string ReadOnly = "25006";
    private const string DiskFull = "53100";
    private const string LockNotAvailable = "55P03";
    private const string QueryCanceled = "57014";

    /// <summary>Whether waiting may help: a lost connection, a lock, a full disk, a server that stops.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is PostgresException postgres
            ? !IsDataRefused(postgres)
            : exception is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>
    /// Whether the server answered in good order that it rolled the transaction back. Npgsql may have closed the connection all the same, as it does
    /// when a disk is full.
    /// </summary>
    public static bool IsUndone(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>
    /// What callers are told about an outage. The messages of the server and of the connection name hosts, files and roles, so they stay in the
    /// log.
    /// </summary>
    public static string Told(Exception exception) => exception switch
    {
        PostgresException { SqlState: DiskFull } => "its disk is full",
        PostgresException { SqlState: ReadOnly } => "it accepts no writes now",
        PostgresException { SqlState: LockNotAvailable or QueryCanceled } => "it took too long",
        PostgresException { SqlState: var code } when IsUndone(exception) => $"it answered with error {code}",
        _ => "the connection failed",
    };

    /// <summary>Whether the transaction was rolled back and the connection can be used again.</summary>
    public static bool IsClean(Exception exception, NpgsqlConnection connection) =>
        IsUndone(exception) && connection.FullState.HasFlag(ConnectionState.Open)
        && !connection.FullState.HasFlag(ConnectionState.Broken);

    /// <summary>Whether a batch met its own id: it was committed before.</summary>
    public static bool IsRepeated(Exception exception) => exception is PostgresException { SqlState: RecordedBefore };

    /// <summary>Whether the server refused the data: by a constraint, or because it cannot hold a value.</summary>
    public static bool IsDataRefused(PostgresException exception) =>
        exception.SqlState.StartsWith("23", StringComparison.Ordinal)
        || exception.SqlState.StartsWith("22", StringComparison.Ordinal)
        || exception.SqlState.StartsWith("54", StringComparison.Ordinal)
        || exception.SqlState == "21000";

    /// <summary>Whether rows are not as the batch expected.</summary>
    public static bool IsUnexpected(Exception exception) => exception is PostgresException { SqlState: Unexpected };

    /// <summary>Whether a row was there already: another silo wrote it after this batch was judged, so judging again will see it.</summary>
    public static bool IsRace(Exception exception) => exception is PostgresException { SqlState: UniqueViolation };
}
