namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The kind of the store. The section also holds the location of each kind.</summary>
internal sealed record StoreOptions
{
    /// <summary>
    /// <c>Sqlite</c> stores everything in a database in a directory, for one process. <c>PostgreSql</c> stores it in a server's database, which many
    /// processes share. <c>Memory</c> loses everything when the process ends.
    /// </summary>
    public StoreKind Kind { get; init; } = StoreKind.Sqlite;
}
