using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Faults.Sqlite;

/// <summary>What the verbs of the embedded store say and return, as processes of their own.</summary>
public sealed class EmbeddedVerbTests
{
    [Fact]
    public async Task Verify_tells_what_is_damaged_and_returns_1()
    {
        using var directory = new TemporaryDirectory();
        var backup = Path.Combine(directory.Path, "a=b.db");
        await using (var silo = await SiloRun.StartOverAsync(SiloVerbs.Store(directory.Path)))
        {
            using var client = new QueueClient(new Endpoints(silo.Address));
            await client.DeclareAsync();
            await client.SendAsync("one");
            Assert.Contains(
                "event_block                     1 rows", await SiloVerbs.DoneAsync("verify", null, directory.Path), StringComparison.Ordinal);
            await SiloVerbs.DoneAsync("backup", backup, directory.Path);
            Assert.Contains("exists already", await SiloVerbs.RefusedAsync("backup", backup, directory.Path), StringComparison.Ordinal);
            Assert.Contains("is in use by another process (pid ", await SiloVerbs.RefusedAsync("restored", null, directory.Path), StringComparison.Ordinal);
        }

        using (var connection = SqliteConnection.Open(backup, vfs: null, create: true, 1_024))
            connection.Execute("UPDATE event_block SET worse = 1");
        var (exitCode, output, errors) = await SiloVerbs.RunAsync("verify", backup, directory.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains($"{backup}: event_block: id ", errors, StringComparison.Ordinal);
        Assert.Contains("not as it was written", errors, StringComparison.Ordinal);
        Assert.Contains("DAMAGED", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verbs_say_what_is_missing()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "backup.db");
        foreach (var verb in new[] { "backup", "restored", "verify" })
        {
            var refusal = await SiloVerbs.RefusedAsync(verb, verb == "backup" ? file : null, directory.Path);
            Assert.Contains("there is no database in ", refusal, StringComparison.Ordinal);
        }

        Assert.Contains("MoCluster cannot verify: there is no file", await SiloVerbs.RefusedAsync("verify", file, directory.Path), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, new string('x', 10_000), TestContext.Current.CancellationToken);
        Assert.Contains("file is not a database", await SiloVerbs.RefusedAsync("verify", file, directory.Path), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(directory.Path).Except([file]));

        var (exitCode, _, errors) = await SiloRun.RunToEndAsync(["backup", .. SiloVerbs.Store(directory.Path)]);
        Assert.Equal(2, exitCode);
        Assert.Contains("'backup' needs the file to write", errors, StringComparison.Ordinal);
        (exitCode, _, errors) = await SiloRun.RunToEndAsync("backup", file, "Store:Kind=PostgreSql", "Store:ConnectionString=Host=db");
        Assert.Equal(1, exitCode);
        Assert.Contains("pg_dump", errors, StringComparison.Ordinal);
    }
}
