using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Deletes kept results that are older than their week.</summary>
internal static class ResultTrim
{
    /// <summary>Whether there are some.</summary>
    public static bool IsDue(SqliteConnection connection, DateTimeOffset over) =>
        connection.Statement("Trim/any_result").With(over).All(row => row.Int64(0)).Count > 0;

    /// <summary>Deletes some.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="over">Those not after this instant.</param>
    /// <param name="most">How many at most.</param>
    public static void Delete(SqliteConnection connection, DateTimeOffset over, int most) =>
        connection.Statement("Trim/results").With(over).With(most).Run();
}
