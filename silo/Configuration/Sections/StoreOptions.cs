namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Where state is kept. The same section holds where each kind of store keeps it.</summary>
internal sealed record StoreOptions
{
    /// <summary>
    /// <c>Journal</c> keeps everything in files of one directory, by one process; <c>PostgreSql</c> in a database; <c>Memory</c> forgets
    /// everything when the process ends.
    /// </summary>
    public StoreKind Kind { get; init; } = StoreKind.Journal;
}
