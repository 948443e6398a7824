namespace MoCluster.Stores.Sqlite;

/// <summary>A backup, a restore or a verification cannot be done so. Nothing was changed.</summary>
/// <param name="message">What is wrong, and what to do.</param>
public sealed class SqliteMaintenanceException(string message) : Exception(message);
