using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.History.Workload;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Cluster.Hosting;

/// <summary>
/// Real silo processes that find each other through the tables of one schema. Disposal ends all of them, in whatever state they are.
/// </summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly PostgreSqlOptions _database;
    private readonly string[] _settings;
    private readonly List<SiloRun> _all = [];

    private SiloCluster(PostgreSqlOptions database, string[] settings) => (_database, _settings) = (database, settings);

    /// <summary>The database that the silos share.</summary>
    public PostgreSqlOptions Store => _database;

    /// <summary>The silos that clients use.</summary>
    public Endpoints Endpoints { get; } = new();

    /// <summary>The silos that were started and have not ended, the oldest first.</summary>
    public List<SiloRun> Silos { get; } = [];

    /// <summary>Starts silos all at once, and waits until all of them serve.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="settings">What differs from the defaults.</param>
    public static Task<SiloCluster> StartAsync(int silos, params string[] settings) => StartBuildAsync(null, silos, settings);

    /// <summary>Starts silos of another build.</summary>
    /// <param name="program">The <c>MoCluster.Silo.dll</c> of the other build; null for the build of the tests.</param>
    /// <param name="silos">How many.</param>
    /// <param name="settings">What differs from the defaults.</param>
    public static async Task<SiloCluster> StartBuildAsync(string? program, int silos, params string[] settings)
    {
        var cluster = new SiloCluster(await Database.SchemaAsync(migrate: program is null), settings);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.AddAsync(program)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo.</summary>
    /// <param name="program">The <c>MoCluster.Silo.dll</c> to run; null for the build of the tests.</param>
    /// <param name="own">What differs from the settings of the cluster.</param>
    public async Task<SiloRun> AddAsync(string? program = null, params string[] own)
    {
        string[] settings = [
            "Cluster:Mode=AdoNet", "Store:Kind=PostgreSql", $"Store:ConnectionString={_database.ConnectionString}",
            $"Store:Schema={_database.Schema}", "Triggers:Sample=true", .. _settings, .. own];
        var run = await (program is null ? SiloRun.StartOverAsync(settings) : SiloRun.StartBuildAsync(program, settings));
        lock (_all)
        {
            _all.Add(run);
            Silos.Add(run);
        }

        Endpoints.Add(run.Address);
        return run;
    }

    /// <summary>The number of the last migration of the schema.</summary>
    public async Task<int> VersionAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand($"SELECT max(version) FROM {_database.Schema}.schema_migration");
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Kills a silo at once, as the loss of its machine would.</summary>
    public async Task KillAsync(SiloRun silo)
    {
        Forget(silo);
        await silo.KillAsync();
    }

    /// <summary>Asks a silo to stop, and waits until it has stopped.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> DrainAsync(SiloRun silo)
    {
        Forget(silo);
        return await silo.StopAsync();
    }

    /// <summary>Freezes a silo's process (<c>STOP</c>), or lets it go on (<c>CONT</c>).</summary>
    public static async Task SignalAsync(SiloRun silo, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", silo.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Takes a silo away from the clients: they send it nothing more.</summary>
    public void Forget(SiloRun silo)
    {
        Endpoints.Remove(silo.Address);
        Silos.Remove(silo);
    }

    /// <summary>Judges a drained load by what the database holds.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync(LoadDriver load)
    {
        await using var store = await PostgreSqlStore.OpenAsync(_database, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        return await load.JudgeAsync(stream => Faults.StoredEvents.ReadAsync(store, stream));
    }

    /// <summary>The last lines that each silo logged, for the message of a failure.</summary>
    public string Logs() => string.Join("\n\n", _all.Select(run =>
        $"--- {run.Address} (process {run.ProcessId})\n{string.Join('\n', run.Log.Split('\n').TakeLast(15).Select(line => line.Length > 250 ? line[..250] : line))}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _all)
            await run.DisposeAsync();
    }
}
