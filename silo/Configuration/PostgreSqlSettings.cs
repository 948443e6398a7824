using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Configuration;

/// <summary>The limits of the PostgreSQL store (DESIGN.md §4). Only for <see cref="StoreKind.PostgreSql"/>.</summary>
[Section("PostgreSql", "The limits of the PostgreSQL store.")]
internal sealed record PostgreSqlSettings
{
    private static readonly PostgreSqlOptions Defaults = new() { ConnectionString = "-" };

    [Setting("Whether a silo brings the schema up to date when it starts, for which its role must own the schema. Otherwise `./mo migrate` "
        + "does, and a silo that finds an older schema refuses to start.")]
    public bool MigrateAtStart { get; init; } = Defaults.MigrateAtStart;

    [Setting("The role by which silos run that may write rows and not change the schema; each migration grants it what is new.")]
    public string RuntimeRole { get; init; } = "";

    [Setting("How many groups of commits are on their way at once, each on a connection of its own.", Min = "1", Max = "64")]
    public int Lanes { get; init; } = Defaults.Lanes;

    [Setting("How many reads run at once, each on a connection of its own; further ones wait.", Min = "1", Max = "500")]
    public int Readers { get; init; } = Defaults.Readers;

    [Setting("How many commits may wait; further ones are refused, to be tried again.", Min = "1", Max = "1000000")]
    public int MaxQueuedCommits { get; init; } = Defaults.MaxQueuedCommits;

    [Setting("How many commits share one transaction at most.", Min = "1", Max = "100000")]
    public int MaxGroupCommits { get; init; } = Defaults.MaxGroupCommits;

    [Setting("How long one statement may run.", Min = "00:00:00.1", Max = "01:00:00")]
    public TimeSpan StatementTimeout { get; init; } = Defaults.StatementTimeout;

    [Setting("How long one statement waits for a lock.", Min = "00:00:00.1", Max = "01:00:00")]
    public TimeSpan LockTimeout { get; init; } = Defaults.LockTimeout;

    [Setting("After which silence in the midst of a commit the database ends it: so long a frozen silo holds others up.",
        Min = "00:00:00.1", Max = "01:00:00")]
    public TimeSpan IdleInTransactionTimeout { get; init; } = Defaults.IdleInTransactionTimeout;

    [Setting("How long a commit or a read is tried again while the database is out of reach, before its caller is told.",
        Min = "00:00:00.1", Max = "01:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = Defaults.GiveUpAfter;

    /// <summary>The store's own options.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="instance">The process's name in the database; null for one that only sees to the database.</param>
    public PostgreSqlOptions ToOptions(StoreOptions store, string? instance = null) => Defaults with
    {
        ConnectionString = store.ConnectionString,
        Schema = store.Schema,
        MigrateAtStart = MigrateAtStart,
        RuntimeRole = RuntimeRole.Length == 0 ? null : RuntimeRole,
        Instance = instance ?? Defaults.Instance,
        Lanes = Lanes,
        Readers = Readers,
        MaxQueuedCommits = MaxQueuedCommits,
        MaxGroupCommits = MaxGroupCommits,
        StatementTimeout = StatementTimeout,
        LockTimeout = LockTimeout,
        IdleInTransactionTimeout = IdleInTransactionTimeout,
        GiveUpAfter = GiveUpAfter,
    };
}
