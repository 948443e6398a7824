using System.Globalization;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.History.Workload;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Faults.PostgreSql;

/// <summary>A private PostgreSQL server with silos on it. Disposal ends the silos and the server.</summary>
internal sealed class DatabaseRun : IAsyncDisposable
{
    private readonly List<SiloRun> _silos = [];

    private DatabaseRun(PrivateServer server) => Server = server;

    /// <summary>The private server.</summary>
    public PrivateServer Server { get; }

    /// <summary>Where the silos listen.</summary>
    public Endpoints Endpoints { get; } = new();

    /// <summary>The logs of all silos, including those that have ended.</summary>
    public string Log => string.Join("\n---\n", _silos.Select(silo => silo.Log));

    /// <summary>Starts a server. Skips the test where no server can be started.</summary>
    public static async Task<DatabaseRun> StartAsync()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        return new DatabaseRun(await PrivateServer.StartAsync());
    }

    /// <summary>The settings of a silo on a database of the server.</summary>
    /// <param name="database">The database; null for the default one.</param>
    /// <param name="role">The role that connects; null for the superuser.</param>
    public string[] Settings(string? database = null, string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Server.ConnectionString);
        settings.Database = database ?? settings.Database;
        settings.Username = role ?? settings.Username;
        return ["Store:Kind=PostgreSql", $"Store:ConnectionString={settings.ConnectionString}"];
    }

    /// <summary>Starts a silo. The load uses it from now on.</summary>
    /// <param name="settings">The silo's settings; when empty, those of <see cref="Settings"/>.</param>
    public async Task<SiloRun> StartSiloAsync(params string[] settings)
    {
        var silo = await SiloRun.StartOverAsync(settings.Length > 0 ? settings : Settings());
        _silos.Add(silo);
        Endpoints.Add(silo.Address);
        return silo;
    }

    /// <summary>Kills a silo's process.</summary>
    public async Task KillAsync(SiloRun silo)
    {
        await silo.KillAsync();
        Endpoints.Remove(silo.Address);
    }

    /// <summary>Stops a silo gracefully.</summary>
    public async Task StopAsync(SiloRun silo)
    {
        Endpoints.Remove(silo.Address);
        Assert.Equal(0, (await silo.StopAsync()).ExitCode);
    }

    /// <summary>Freezes a silo in whatever it does. The load uses the other silos.</summary>
    public async Task FreezeAsync(SiloRun silo)
    {
        await SignalAsync("-STOP", silo);
        Endpoints.Remove(silo.Address);
    }

    /// <summary>Lets a frozen silo go on.</summary>
    public async Task ThawAsync(SiloRun silo)
    {
        await SignalAsync("-CONT", silo);
        Endpoints.Add(silo.Address);
    }

    /// <summary>Runs a query on the server.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement on the server.</summary>
    public async Task TellAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Judges a load by what the database holds. Fails with everything that was wrong.</summary>
    public async Task JudgeAsync(LoadDriver load)
    {
        var options = new PostgreSqlOptions { ConnectionString = Server.ConnectionString, MigrateAtStart = false };
        await using var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, null, CancellationToken.None);
        var wrong = await load.JudgeAsync(stream => StoredEvents.ReadAsync(store, stream));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static async Task SignalAsync(string signal, SiloRun silo)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, silo.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
