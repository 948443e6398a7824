namespace MoCluster.Silo.Configuration;

/// <summary>Where state is kept.</summary>
[Section("Store", "Where state is kept.")]
internal sealed record StoreOptions
{
    [Setting("`Journal` keeps everything in files of one directory, by one process; `PostgreSql` in a database; `Memory` forgets "
        + "everything when the process ends.")]
    public StoreKind Kind { get; init; } = StoreKind.Journal;

    [Setting("The journal's directory; made when it is missing. A relative one is taken from where the process was started.")]
    public string Directory { get; init; } = "./data";

    [Setting("How PostgreSQL is reached: an Npgsql connection string, for example `Host=db;Database=mocluster;Username=mocluster`. "
        + "Pools and timeouts are set by the store.")]
    public string ConnectionString { get; init; } = "";

    [Setting("PostgreSQL's schema that holds the tables: lower-case letters, digits and underscores.")]
    public string Schema { get; init; } = "mocluster";

    /// <summary>Where the store is, for people; a connection string, which may hold a password, is no part of it.</summary>
    public override string ToString() => Kind switch
    {
        StoreKind.Journal => $"{Kind} in {Directory}",
        StoreKind.PostgreSql => $"{Kind} in schema {Schema}",
        _ => Kind.ToString(),
    };

    /// <summary>What a combination of settings breaks, each with the key at fault.</summary>
    public IEnumerable<string> Validate()
    {
        if (Kind == StoreKind.PostgreSql && ConnectionString.Length == 0)
        {
            yield return "Store:ConnectionString is missing; Store:Kind=PostgreSql needs one, for example "
                + "Store:ConnectionString=Host=db;Database=mocluster;Username=mocluster.";
        }
    }
}
