using MoCluster.History.Workload;

namespace MoCluster.Faults.PostgreSql;

/// <summary>
/// The <c>migrate</c> and <c>restored</c> commands, the database roles, and what a silo says about a schema of another version.
/// </summary>
public sealed class MigrateTests
{
    [Fact]
    public async Task The_owner_migrates_and_silos_run_as_a_role_that_cannot_change_the_schema()
    {
        await using var run = await DatabaseRun.StartAsync();
        await run.TellAsync("CREATE ROLE mocluster_owner LOGIN");
        await run.TellAsync("CREATE ROLE mocluster LOGIN");
        await run.TellAsync("CREATE DATABASE mo");
        await run.TellAsync("GRANT CREATE ON DATABASE mo TO mocluster_owner");
        string[] owner = [.. run.Settings("mo", "mocluster_owner"), "PostgreSql:RuntimeRole=mocluster"];
        string[] silo = [.. run.Settings("mo", "mocluster"), "PostgreSql:MigrateAtStart=false"];

        Assert.Contains("cannot start: The schema 'mocluster' holds no tables", await RefusedAsync(silo), StringComparison.Ordinal);
        Assert.Contains("applied 0001_initial", await DoneAsync(["migrate", .. owner]), StringComparison.Ordinal);
        Assert.Contains("nothing had to be done; mocluster may run silos", await DoneAsync(["migrate", .. owner]), StringComparison.Ordinal);

        var running = await run.StartSiloAsync(silo);
        Assert.Equal("ready\n", await running.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        await run.StopAsync(running);

        var refused = await RefusedAsync(["restored", .. silo]);
        Assert.Contains("MoCluster cannot end the restore: the role may not do that", refused, StringComparison.Ordinal);
        refused = await RefusedAsync(["migrate", .. run.Settings("postgres", "mocluster")]);
        Assert.Contains("MoCluster cannot migrate: the role may not do that", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_in_one_sentence()
    {
        await using var run = await DatabaseRun.StartAsync();
        await DoneAsync(["migrate", .. run.Settings()]);
        await run.TellAsync("INSERT INTO mocluster.schema_migration (version, name) VALUES (999, '0999_later')");
        const string Refusal = "The schema 'mocluster' is at version 999, newer than the ";
        Assert.Contains($"MoCluster cannot start: {Refusal}", await RefusedAsync(run.Settings()), StringComparison.Ordinal);
        Assert.Contains(Refusal, await RefusedAsync([.. run.Settings(), "PostgreSql:MigrateAtStart=false"]), StringComparison.Ordinal);
        Assert.Contains($"MoCluster cannot migrate: {Refusal}", await RefusedAsync(["migrate", .. run.Settings()]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_needs_PostgreSQL()
    {
        Assert.Contains("Store:Kind is Sqlite", await RefusedAsync(["migrate"]), StringComparison.Ordinal);
    }

    private static async Task<string> DoneAsync(string[] arguments)
    {
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync(arguments);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    private static async Task<string> RefusedAsync(string[] arguments)
    {
        string[] all = arguments[0] is "migrate" or "restored" ? arguments : ["urls=http://127.0.0.1:0", .. arguments];
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync(all);
        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        return errors;
    }
}
