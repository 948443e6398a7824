using System.Collections.Immutable;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>Reads every row of every table, and compares the seals of those that have one.</summary>
/// <param name="connection">The connection, within a view.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class SealCheck(SqliteConnection connection, FoundProblems problems)
{
    private const string SealColumn = "seal";

    /// <summary>Reads all tables.</summary>
    /// <returns>How many rows each has.</returns>
    public ImmutableSortedDictionary<string, long> Run()
    {
        var rows = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var table in connection.Statement("Verify/tables").All(row => row.Text(0)))
        {
            rows[table] = 0;
            problems.Within(table, () => ReadTable(table, rows));
        }

        return rows.ToImmutable();
    }

    private void ReadTable(string table, ImmutableSortedDictionary<string, long>.Builder rows)
    {
        using var row = connection.Once($"SELECT * FROM {table}");
        var seal = row.Columns - 1;
        var isSealed = row.ColumnName(seal) == SealColumn;
        for (; row.Read(); rows[table]++)
        {
            if (isSealed && !row.SealHolds(seal))
                problems.Add(table, $"{row.Describe()}: the row is not as it was written");
        }
    }
}
