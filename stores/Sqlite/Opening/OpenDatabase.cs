using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Files;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>A database that was opened and checked.</summary>
/// <param name="Connection">The writing connection.</param>
/// <param name="Confirmed">The file that tells which batch was confirmed last.</param>
/// <param name="Content">What was read.</param>
/// <param name="Lock">The lock of the directory.</param>
internal sealed record OpenDatabase(SqliteConnection Connection, ConfirmedOrdinal Confirmed, DatabaseContent Content, IDisposable Lock);
