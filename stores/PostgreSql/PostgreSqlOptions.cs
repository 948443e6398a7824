using System.ComponentModel.DataAnnotations;
using MoCluster.Grains;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>How the PostgreSQL store connects, batches commits and behaves when the server is out of reach.</summary>
public sealed record PostgreSqlOptions : IValidatableObject
{
    private const string PlainName = "^[a-z][a-z0-9_]{0,62}$";

    /// <summary>
    /// How PostgreSQL is reached: an Npgsql connection string, for example <c>Host=db;Database=mocluster;Username=mocluster</c>. The store sets
    /// pools and timeouts itself.
    /// </summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The PostgreSQL schema that holds the tables: lower-case letters, digits and underscores.</summary>
    [RegularExpression(PlainName)]
    public string Schema { get; init; } = "mocluster";

    /// <summary>
    /// The name of this process in <c>pg_stat_activity</c>, by which other silos end its sessions when it dies. Each process needs its own.
    /// </summary>
    [StringLength(50, MinimumLength = 1)]
    public string Instance { get; init; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>
    /// Whether a silo brings the schema up to date when it starts; its role must own the schema for that. Otherwise <c>./mo migrate</c> does it, and a
    /// silo that finds an older schema refuses to start.
    /// </summary>
    public bool MigrateAtStart { get; init; } = true;

    /// <summary>The role of running silos, which may write rows but not change the schema. Each migration grants it what is new.</summary>
    [RegularExpression(PlainName)]
    public string? RuntimeRole { get; init; }

    /// <summary>How many batches of commits are under way at once, each on a connection of its own.</summary>
    [RenamedFrom("Lanes"), Range(1, 64)]
    public int CommitConnections { get; init; } = 3;

    /// <summary>How many reads run at once, each on a connection of its own; further ones wait.</summary>
    [Range(1, 500)]
    public int Readers { get; init; } = 12;

    /// <summary>How many commits share one transaction at most.</summary>
    [RenamedFrom("MaxGroupCommits"), Range(1, 100_000)]
    public int MaxBatchCommits { get; init; } = 1_000;

    /// <summary>The number of events and deliveries from which on a batch takes no further commit; a single commit may hold more.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchEvents { get; init; } = 5_000;

    /// <summary>How many commits may wait; further ones are refused and may be tried again.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedCommits { get; init; } = 10_000;

    /// <summary>How long one statement may run.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one statement waits for a lock.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a transaction may be silent before the database ends it: a frozen silo holds others up for so long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan IdleInTransactionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long opening a connection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a commit or read is tried again while the database is out of reach, before its caller is told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The first pause between two tries; it doubles up to <see cref="MaxBackOff"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MinBackOff { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause between two tries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many events, or kept results, retention deletes in one transaction.</summary>
    [Range(1, 1_000_000)]
    public int TrimBatch { get; init; } = 5_000;

    /// <summary>Whether this process's clock replaces the server's. For tests, which set the time.</summary>
    internal bool ImposeClock { get; init; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinBackOff > MaxBackOff)
            yield return new ValidationResult($"PostgreSql:MinBackOff is {MinBackOff}, longer than PostgreSql:MaxBackOff, which is {MaxBackOff}.");
        if (ConnectionString.Length > 0 && ConnectionStringProblem() is { } problem)
            yield return new ValidationResult($"Store:ConnectionString is not a connection string of Npgsql: {problem}");
    }

    /// <summary>Checks the options before the database is opened.</summary>
    /// <exception cref="ValidationException">An option is out of its range, or there is no connection string; the message says which.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
            throw new ValidationException("ConnectionString is empty; PostgreSQL needs one, for example «Host=db;Database=mocluster;Username=mocluster».");
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
    }

    /// <summary>What is wrong with the connection string, in Npgsql's words, which name the keyword at fault and no value.</summary>
    private string? ConnectionStringProblem()
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(ConnectionString);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }
}
