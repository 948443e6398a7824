using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.History;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Sqlite;

/// <summary>
/// <c>backup</c>, <c>verify</c> and <c>restored</c> as the README describes them, on a silo with a load. What was committed after the backup is gone, and its
/// numbers are given out again. No new event is skipped, and no token from before the restore settles one.
/// </summary>
public sealed class EmbeddedRestoreTests(ITestOutputHelper output)
{
    private const int Sent = 20;

    [Fact]
    public async Task A_backup_under_load_is_restored_after_a_kill_and_no_token_from_before_settles_anything_new()
    {
        using var directory = new TemporaryDirectory();
        var (data, copy) = (Path.Combine(directory.Path, "data"), Path.Combine(directory.Path, "copy"));
        var backup = Path.Combine(directory.Path, "backup.db");
        var endpoints = new Endpoints();
        var before = new List<FetchedEvent>();
        using var client = new QueueClient(endpoints);
        await using (var silo = await StartAsync(data, endpoints))
        {
            await client.DeclareAsync();
            await using (var load = await LoadDriver.StartAsync(endpoints, new LoadOptions { Seed = Random.Shared.Next(1, 1_000_000), Pause = TimeSpan.Zero }))
            {
                await SendAsync(client, "kept");
                await load.AdvanceAsync(200, TimeSpan.FromMinutes(1));
                output.WriteLine(await SiloVerbs.DoneAsync("backup", backup, data));
                await load.AdvanceAsync(200, TimeSpan.FromMinutes(1));
                output.WriteLine(await SiloVerbs.DoneAsync("verify", null, data));
                await SendAsync(client, "lost");
                before.AddRange(await client.FetchAsync());
                Assert.Equal(Expected("lost"), before.Select(handed => handed.ToString()));
                await silo.KillAsync();
            }

            endpoints.Remove(silo.Address);
        }

        await SiloVerbs.DoneAsync("verify", backup, data);
        File.Copy(backup, Path.Combine(data, "mocluster.db"), overwrite: true);
        var (exitCode, _, refusal) = await SiloRun.RunToEndAsync(["urls=http://127.0.0.1:0", .. SiloVerbs.Store(data)]);
        Assert.Equal(1, exitCode);
        Assert.Contains("run `./mo restored` first", refusal, StringComparison.Ordinal);
        Assert.Contains("tokens and cursors from before the restore settle nothing", await SiloVerbs.DoneAsync("restored", null, data), StringComparison.Ordinal);

        await using (var silo = await StartAsync(data, endpoints))
        {
            await SendAsync(client, "new");
            await client.AcknowledgeAsync(before);
            var after = await client.FetchAsync();
            Assert.Equal(Expected("new"), after.Select(handed => handed.ToString()));
            Assert.Equal(0, (await silo.StopAsync()).ExitCode);
        }

        await SiloVerbs.DoneAsync("verify", null, data);
        Directory.CreateDirectory(copy);
        File.Copy(backup, Path.Combine(copy, "mocluster.db"));
        await SiloVerbs.DoneAsync("restored", null, copy);
        foreach (var stream in new[] { "load/recurring", "load/single", "MO/org_unit", "n/r" })
        {
            var (held, restored) = (await ReadAsync(copy, stream), await ReadAsync(data, stream));
            Assert.NotEmpty(held);
            Assert.Equal(held, restored.Take(held.Count));
            Assert.Equal(Enumerable.Range(1, restored.Count).Select(number => (long)number), restored.Select(logged => logged.Number));
        }
    }

    private static async Task<SiloRun> StartAsync(string data, Endpoints endpoints)
    {
        var silo = await SiloRun.StartOverAsync(SiloVerbs.Store(data));
        endpoints.Add(silo.Address);
        return silo;
    }

    private static async Task SendAsync(QueueClient client, string subject)
    {
        for (var number = 1; number <= Sent; number++)
            await client.SendAsync($"{subject}-{number:00}");
    }

    private static IEnumerable<string> Expected(string subject) =>
        Enumerable.Range(1, Sent).Select(number => $"kept-{number:00} {number}")
            .Concat(Enumerable.Range(1, Sent).Select(number => $"{subject}-{number:00} {Sent + number}"));

    private static async Task<IReadOnlyList<LoggedEvent>> ReadAsync(string data, string stream)
    {
        await using var store = await SqliteStore.OpenAsync(
            new SqliteOptions { Directory = data }, TimeProvider.System, NullLogger.Instance, exception => throw exception);
        return await StoredEvents.ReadAsync(store, stream);
    }
}
