using System.Text.RegularExpressions;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>How the PostgreSQL store connects, groups commits and behaves when the server is out of reach.</summary>
public sealed partial record PostgreSqlOptions
{
    /// <summary>An Npgsql connection string. Pool sizes, timeouts and prepared statements are set from these options.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds the tables: lower-case letters, digits and underscores.</summary>
    public string Schema { get; init; } = "mocluster";

    /// <summary>
    /// Under which name this process is seen in <c>pg_stat_activity</c>; survivors end its sessions by it. One a process.
    /// </summary>
    public string Instance { get; init; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Whether the schema is brought up to date when the store is opened. Needs a role that may change it.</summary>
    public bool MigrateAtStart { get; init; } = true;

    /// <summary>A role that is to run silos: migrations grant it the rows, and nothing of their shape. Null for none.</summary>
    public string? RuntimeRole { get; init; }

    /// <summary>How many groups of commits are on their way at once, each on a connection of its own.</summary>
    public int Lanes { get; init; } = 3;

    /// <summary>How many reads run at once; further ones wait for a connection.</summary>
    public int Readers { get; init; } = 12;

    /// <summary>The most commits in a group.</summary>
    public int MaxGroupCommits { get; init; } = 1_000;

    /// <summary>The events after which a group takes no further commit; one commit alone may hold more.</summary>
    public int MaxGroupEvents { get; init; } = 5_000;

    /// <summary>How many commits wait at most; beyond that the store says that it is unavailable.</summary>
    public int MaxQueuedCommits { get; init; } = 10_000;

    /// <summary>How long one statement may run on the server.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one statement waits for a lock.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After which silence within a transaction the server ends it: how long a frozen silo holds others up.</summary>
    public TimeSpan IdleInTransactionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long opening a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a commit or a read is tried again when the server is out of reach, before its caller is told.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The first pause between two tries; it doubles up to <see cref="MaxBackOff"/>.</summary>
    public TimeSpan MinBackOff { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause between two tries.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many events, or kept results, retention lets go of in one transaction.</summary>
    public int TrimBatch { get; init; } = 5_000;

    /// <summary>Whether this process's clock stands for the server's. For tests, which set the time.</summary>
    internal bool ImposeClock { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One is out of its range, or the connection string is none; the message says which.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
            throw new ArgumentException(
                "Store:ConnectionString is empty; PostgreSQL needs one, for example «Host=db;Database=mocluster;Username=mocluster».");
        _ = new NpgsqlConnectionStringBuilder(ConnectionString);
        CheckName(Schema, "Store:Schema");
        if (RuntimeRole is not null)
            CheckName(RuntimeRole, "PostgreSql:RuntimeRole");
        if (Instance.Length is 0 or > 50)
            throw new ArgumentException($"PostgreSql:Instance has 1 to 50 characters; '{Instance}' has not.");
        Within(Lanes, 1, 64, nameof(Lanes));
        Within(Readers, 1, 500, nameof(Readers));
        Within(MaxGroupCommits, 1, 100_000, nameof(MaxGroupCommits));
        Within(MaxGroupEvents, 1, 1_000_000, nameof(MaxGroupEvents));
        Within(MaxQueuedCommits, 1, 10_000_000, nameof(MaxQueuedCommits));
        Within(TrimBatch, 1, 1_000_000, nameof(TrimBatch));
        Within(StatementTimeout, nameof(StatementTimeout));
        Within(LockTimeout, nameof(LockTimeout));
        Within(IdleInTransactionTimeout, nameof(IdleInTransactionTimeout));
        Within(ConnectTimeout, nameof(ConnectTimeout));
        Within(GiveUpAfter, nameof(GiveUpAfter));
        Within(MinBackOff, nameof(MinBackOff));
        Within(MaxBackOff, nameof(MaxBackOff));
        if (MinBackOff > MaxBackOff)
            throw new ArgumentException($"PostgreSql:MinBackOff ({MinBackOff}) is longer than PostgreSql:MaxBackOff ({MaxBackOff}).");
    }

    private static void Within(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentException($"PostgreSql:{name} is {value}; it is {least} to {most}.");
    }

    private static void Within(TimeSpan value, string name)
    {
        if (value < TimeSpan.FromMilliseconds(1) || value > TimeSpan.FromHours(1))
            throw new ArgumentException($"PostgreSql:{name} is {value}; it is 1 ms to 1 h.");
    }

    private static void CheckName(string name, string option)
    {
        if (!PlainName().IsMatch(name))
            throw new ArgumentException(
                $"{option} is '{name}'; it begins with a lower-case letter and holds 1 to 63 of a-z, 0-9 and underscore.");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$")]
    private static partial Regex PlainName();
}
