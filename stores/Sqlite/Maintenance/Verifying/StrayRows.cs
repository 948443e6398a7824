using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>Finds rows that say something of an object that the object itself does not say.</summary>
/// <param name="connection">The connection, within a view.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class StrayRows(SqliteConnection connection, FoundProblems problems)
{
    /// <summary>Walks through a table.</summary>
    public void Find(string table)
    {
        switch (table)
        {
            case "due":
                Find(table, "Verify/dues", row => KeyOf(row, 0), (row, found) => found.Details.Due.Contains(row.Instant(2)));
                break;
            case "object_reference":
                Find(table, "Verify/references", row => KeyOf(row, 0), (row, found) =>
                    row.Int32(2) is var place && place < found.Details.References.Length && found.Details.References[place].Target == KeyOf(row, 3));
                break;
            case "object_user_key":
                Find(table, "Verify/user_keys", row => new ObjectKey(row.Text(0), row.Uuid(2)), (row, found) => found.Details.UserKeys.Contains(row.Text(1)));
                break;
            case "older_registrations":
                Find(table, "Verify/all_older_registrations", row => KeyOf(row, 0), (row, found) =>
                    (row.Int64(2) + 1) * RegistrationIds.ChunkSize <= found.Number - found.Recent.Count);
                break;
            case "registration":
                Find(table, "Verify/registrations", row => KeyOf(row, 1), (row, found) => IsNamed(KeyOf(row, 1), row.Int64(0), row.Int64(3), found));
                break;
            case "unique_key":
                Find(table, "Verify/keys", row => KeyOf(row, 2), (row, found) => found.Details.Keys.Contains(new UniqueKey(row.Text(0), row.Text(1))));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(table), table, "No object says anything of this table.");
        }
    }

    private void Find(string table, string statement, Func<SqliteStatement, ObjectKey> keyOf, Func<SqliteStatement, Stored, bool> says)
    {
        var row = connection.Statement(statement);
        try
        {
            while (row.Read())
            {
                var key = keyOf(row);
                if (!TryRead(key, out var found))
                    continue;
                if (found is null)
                    problems.Add(table, $"{row.Describe()}: there is no {key}");
                else if (!says(row, found))
                    problems.Add(table, $"{row.Describe()}: {key} says nothing of this row");
            }
        }
        finally
        {
            row.Reset();
        }
    }

    /// <summary>Reads an object, null if there is none. If it is damaged, which was told already, nothing can be said of its rows.</summary>
    private bool TryRead(ObjectKey key, out Stored? found)
    {
        var read = connection.Statement("Read/objects").With(key.Type).With(key.Uuid).All(row => row.SealHolds(7)
            ? new Stored(row.Int64(2), RegistrationIds.Read(row.Bytes(5)), ObjectDetails.Read(row.Bytes(6)))
            : null);
        found = read.FirstOrDefault();
        return read.Count == 0 || found is not null;
    }

    private bool IsNamed(ObjectKey key, long id, long number, Stored found)
    {
        var older = found.Number - found.Recent.Count;
        if (number < 1 || number > found.Number)
            return false;
        if (number > older)
            return found.Recent[(int)(number - older - 1)] == id;
        var chunk = connection.Statement("Read/older_registrations").With(key.Type).With(key.Uuid).With((number - 1) / RegistrationIds.ChunkSize)
            .All(row => row.SealHolds(4) ? RegistrationIds.Read(row.Bytes(3)) : []);
        return chunk is [{ Count: RegistrationIds.ChunkSize } ids] && ids[(int)((number - 1) % RegistrationIds.ChunkSize)] == id;
    }

    private static ObjectKey KeyOf(SqliteStatement row, int column) => new(row.Text(column), row.Uuid(column + 1));

    private sealed record Stored(long Number, List<long> Recent, ObjectDetails Details);
}
