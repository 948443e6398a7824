using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>Compares listeners with what is stored of them, and the batches with each other.</summary>
/// <param name="connection">The connection, within a view.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class ListeningCheck(SqliteConnection connection, FoundProblems problems)
{
    /// <summary>Compares listeners, their progress, rows and leases.</summary>
    public void CheckListeners()
    {
        var row = connection.Statement("Verify/listening");
        while (row.Read())
            problems.Add(row.Text(0), $"{row.Uuid(1):D} {row.Text(2)}");
    }

    /// <summary>Checks that no batch is missing between the first and the last that are kept.</summary>
    /// <returns>The ordinal of the last.</returns>
    public long CheckBatches()
    {
        var (count, first, last) = connection.Statement("Verify/batches").All(row => (row.Int64(0), row.Int64(1), row.Int64(2)))[0];
        if (count > 0 && last - first + 1 != count)
            problems.Add("batch", $"of the batches {first} to {last}, {last - first + 1 - count} are missing");
        return last;
    }
}
