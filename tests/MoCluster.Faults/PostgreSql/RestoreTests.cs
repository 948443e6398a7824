using MoCluster.History.Workload;

namespace MoCluster.Faults.PostgreSql;

/// <summary>
/// Back-up by pg_dump and restore by pg_restore, as the run book describes them. What was committed after the back-up is gone, and its numbers
/// are given out again. No new event is skipped, and no token from before the restore settles one.
/// </summary>
public sealed class RestoreTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_from_before_a_restore_settles_nothing_new(bool renewed)
    {
        await using var run = await DatabaseRun.StartAsync();
        using var directory = new TemporaryDirectory();
        var dump = Path.Combine(directory.Path, "mocluster.dump");
        string[] restored = run.Settings("restored");
        var silo = await run.StartSiloAsync();
        using var client = new QueueClient(run.Endpoints);
        await client.DeclareAsync();
        await client.SendAsync("kept");
        await run.Server.RunToolAsync("pg_dump", "--format=custom", $"--file={dump}", "postgres");
        await client.SendAsync("lost");
        var before = await client.FetchAsync();
        Assert.Equal(["kept 1", "lost 2"], before.Select(handed => handed.ToString()));
        await run.StopAsync(silo);

        await run.Server.RunToolAsync("createdb", "restored");
        await run.Server.RunToolAsync("pg_restore", "--exit-on-error", "--dbname=restored", dump);
        if (renewed)
        {
            var (exitCode, said, errors) = await SiloRun.RunToEndAsync(["restored", .. restored]);
            Assert.True(exitCode == 0, errors);
            Assert.Contains("tokens and cursors from before the restore settle nothing", said, StringComparison.Ordinal);
        }

        silo = await run.StartSiloAsync(restored);
        await client.SendAsync("new");
        await client.AcknowledgeAsync(before);
        var after = await client.FetchAsync();

        // The number 2 was given out again. Without the step after the restore, its old token would have settled an event that nobody has seen.
        Assert.Equal(renewed ? ["kept 1", "new 2"] : [], after.Select(handed => handed.ToString()));
        await run.StopAsync(silo);
    }
}
