using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.GrainStates;

/// <summary>The rows of grain states.</summary>
internal static class GrainStateRows
{
    /// <summary>Reads a row; null if there is none.</summary>
    /// <exception cref="SqliteDamagedException">It is not as it was written.</exception>
    public static StoredGrainState? Read(SqliteConnection connection, string name, string grain) =>
        connection.Statement("Read/grain_state").With(name).With(grain).First(row =>
        {
            row.CheckSeal(4);
            // A null that is not typed would become an empty state.
            var state = row.IsNull(3) ? (ReadOnlyMemory<byte>?)null : row.Bytes(3).ToArray();
            return new StoredGrainState(row.Int64(2), state);
        });

    /// <summary>Writes a row.</summary>
    public static void Write(SqliteConnection connection, string name, string grain, StoredGrainState stored)
    {
        var statement = connection.Statement("Write/put_grain_state").With(name).With(grain).With(stored.Tag);
        statement = stored.State is { } state ? statement.With(state.Span) : statement.With((long?)null);
        statement.Seal().Run();
    }
}
