using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Opening;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>A start takes only a database of this build or of an earlier one, and leaves others as they are.</summary>
public sealed class SchemaTests
{
    private const string Path = "/store/mocluster.db";

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_alone()
    {
        await using var fixture = new SqliteFixture();
        Execute(fixture, "CREATE TABLE theirs (a INTEGER); INSERT INTO theirs VALUES (7);");
        var before = fixture.Disk.Contents(Path);
        Assert.Contains("not one of MoCluster", (await Assert.ThrowsAsync<SqliteDamagedException>(() => fixture.OpenAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Disk.Contents(Path));
        Assert.DoesNotContain(fixture.Disk.Files, path => path.EndsWith("-wal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_of_a_newer_build_is_refused_and_left_alone()
    {
        await using var fixture = new SqliteFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        Execute(fixture, $"PRAGMA user_version = {SqliteSchema.Version + 1}");
        var before = fixture.Disk.Contents(Path);
        var refusal = await Assert.ThrowsAsync<SqliteDamagedException>(() => fixture.OpenAsync());
        Assert.Contains($"version {SqliteSchema.Version + 1}, newer than the {SqliteSchema.Version} of this build", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Disk.Contents(Path));
    }

    [Fact]
    public async Task A_database_with_a_changed_schema_is_refused_and_one_with_an_index_more_is_not()
    {
        await using var fixture = new SqliteFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        Execute(fixture, "CREATE INDEX theirs ON registration (ticks)");
        await (await fixture.OpenAsync()).DisposeAsync();

        // One bit of "WHERE worse > 0" makes it "WHERE worse > 1", which SQLite takes.
        var clause = "(id) WHERE worse > 0"u8;
        var at = fixture.Disk.Contents(Path).AsSpan().IndexOf(clause) + clause.Length - 1;
        fixture.Disk.Flip(Path, 8L * at);
        var refusal = await Assert.ThrowsAsync<SqliteDamagedException>(() => fixture.OpenAsync());
        Assert.Contains("it lacks index event_block_worse of event_block", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrations_run_once()
    {
        await using var fixture = new SqliteFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        Assert.Equal(SqliteConnection.Migrations.Count, fixture.Log.Of(5201).Count);
        await (await fixture.OpenAsync()).DisposeAsync();
        Assert.Equal(SqliteConnection.Migrations.Count, fixture.Log.Of(5201).Count);
    }

    [Fact]
    public async Task A_power_cut_while_a_new_database_is_made_leaves_one_that_can_be_opened()
    {
        for (var operations = 0; ; operations++)
        {
            await using var fixture = new SqliteFixture();
            fixture.FailsWhenOpenedAfter = operations;
            try
            {
                await (await fixture.OpenAsync()).DisposeAsync();
                break;
            }
            catch (IOException)
            {
                fixture.FailsWhenOpenedAfter = null;
            }

            var store = await fixture.OpenAsync();
            Assert.True((await store.CommitAsync(SqliteFixture.Events("a"))).Committed);
        }
    }

    private static void Execute(SqliteFixture fixture, string sql)
    {
        using var mount = fixture.Disk.Mount();
        using var connection = SqliteConnection.Open(Path, mount.Vfs, create: true, 1_024);
        connection.Execute(sql);
        connection.Checkpoint(truncate: true);
    }
}
