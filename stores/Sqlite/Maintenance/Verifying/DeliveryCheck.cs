using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>Compares deliveries with each other: the first of an object that waits is marked, and no other, and each has a number that was given.</summary>
internal static class DeliveryCheck
{
    /// <summary>Compares all deliveries.</summary>
    /// <param name="connection">The connection, within a view.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void Run(SqliteConnection connection, FoundProblems problems)
    {
        var row = connection.Statement("Verify/deliveries");
        while (row.Read())
            problems.Add("delivery", $"number {row.Int64(0)} {row.Text(1)}");
    }
}
