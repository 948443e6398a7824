using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Conformance.Stores.Model;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Conformance.Stores.Sqlite;

/// <summary>A directory with a database in which every table has rows.</summary>
internal sealed class FilledDatabase : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The store's options.</summary>
    public SqliteOptions Options => new() { Directory = Path.Combine(_directory.Path, "data"), CacheKiB = 1_024 };

    /// <summary>The database's file.</summary>
    public string File => Path.Combine(Options.Directory, "mocluster.db");

    /// <summary>An object with more registrations than its row names, which nothing else refers to.</summary>
    public static ObjectKey Busy { get; } = new("employee", new Guid("0197a1c0-0000-7000-8000-000000000001"));

    /// <summary>A path for another file.</summary>
    public string Beside(string name) => Path.Combine(_directory.Path, name);

    /// <summary>Opens the store.</summary>
    public Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(Options, new ManualTime(), NullLogger.Instance, exception => throw exception);

    /// <summary>Fills the store, and closes it.</summary>
    /// <param name="seed">Decides the content.</param>
    public async Task FillAsync(int seed = 1)
    {
        await using var store = await OpenAsync();
        var commits = new RandomCommits(new Random(seed));
        for (var made = 0; made < 300; made++)
        {
            try
            {
                await store.CommitAsync(commits.Next(await commits.ReadAsync(store)));
            }
            catch (ArgumentException)
            {
                // Some of these commits contradict themselves on purpose.
            }
        }

        for (var number = 1; number <= 300; number++)
        {
            var registration = Make.Registration(Busy, number, Make.Years(2000)) with
            {
                UserKeys = ["busy"],
                Keys = [new UniqueKey("test", "busy")],
                Due = [Make.Year(2050)],
                References = [Make.Reference(Busy, Make.Years(2001, 2002))],
            };
            Assert.True((await store.CommitAsync(Make.Commit(registration))).Committed);
        }

        Assert.True((await store.GrainStates.WriteAsync("test.state", "one", null, new byte[] { 1, 2, 3 })).Written);
    }

    /// <summary>Executes SQL behind the store's back.</summary>
    /// <returns>How many rows changed.</returns>
    public static long Change(string file, string sql)
    {
        using var connection = SqliteConnection.Open(file, vfs: null, create: true, 1_024);
        connection.Execute(sql);
        return connection.Number("SELECT changes()");
    }

    /// <summary>Everything that the tables of a file hold, as text.</summary>
    /// <exception cref="SqliteException">SQLite cannot read it.</exception>
    public static string Show(string file)
    {
        using var connection = SqliteConnection.Open(file, vfs: null, create: false, 1_024);
        return string.Join('\n', connection.Statement("Verify/tables").All(row => row.Text(0)).SelectMany(table => Rows(connection, table)));
    }

    /// <summary>The number of the last event of a stream in a file.</summary>
    public static long LastOf(string file, StreamKey stream)
    {
        using var connection = SqliteConnection.Open(file, vfs: null, create: false, 1_024);
        return connection.Statement("Load/streams").All(row => (Key: new StreamKey(row.Text(1), row.Text(2)), Last: row.Int64(4)))
            .FirstOrDefault(found => found.Key == stream).Last;
    }

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    private static List<string> Rows(SqliteConnection connection, string table)
    {
        using var all = connection.Once($"SELECT * FROM {table}");
        var columns = Enumerable.Range(0, all.Columns).Select(column => $"quote({all.ColumnName(column)})");
        using var rows = connection.Once($"SELECT {string.Join(" || ',' || ", columns)} FROM {table} ORDER BY 1");
        return rows.All(row => $"{table}: {row.Text(0)}");
    }
}
