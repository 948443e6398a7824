using System.ComponentModel.DataAnnotations;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>
/// The schema is migrated once, by a role that may. A store runs on no other schema version, and on no server that would lose commits.
/// </summary>
public sealed class SchemaMigrationTests : DatabaseTests
{
    [Fact]
    public async Task Concurrent_starts_apply_each_migration_once()
    {
        var options = await SharedServer.OptionsAsync();
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Migrations.ApplyAsync(options, Cancellation)));
        Assert.Equal(Migrations.Version, applied.Sum(names => names.Count));
        Assert.Empty(await Migrations.ApplyAsync(options, Cancellation));
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await ExecuteAsync(options, "INSERT INTO schema_migration (version, name) VALUES (99, '0099_later')");
        var migrating = await Assert.ThrowsAsync<SchemaMismatchException>(() => OpenAsync(options));
        var running = await Assert.ThrowsAsync<SchemaMismatchException>(() => OpenAsync(options with { MigrateAtStart = false }));
        Assert.Equal((99, Migrations.Version), (migrating.Found, migrating.Wanted));
        Assert.Contains("newer", running.Message, StringComparison.Ordinal);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task Without_permission_to_migrate_a_missing_schema_is_refused()
    {
        var options = (await SharedServer.OptionsAsync()) with { MigrateAtStart = false };
        Assert.Equal(0, (await Assert.ThrowsAsync<SchemaMismatchException>(() => OpenAsync(options))).Found);
    }

    [Fact]
    public async Task The_running_role_writes_rows_and_cannot_change_the_schema()
    {
        var options = await SharedServer.OptionsAsync();
        var role = $"run_{options.Schema}";
        await ExecuteAsync(options, $"CREATE ROLE {role} LOGIN PASSWORD 'run'");
        await Migrations.ApplyAsync(options with { RuntimeRole = role }, Cancellation);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Username = role, Password = "run" };
        var running = options with { ConnectionString = settings.ConnectionString, MigrateAtStart = false };
        await using (var store = await OpenAsync(running))
        {
            var listener = Make.Listener();
            var unit = Make.Object();
            await SucceedAsync(store, Make.Commit(new DefinitionWrite.PutListener(listener)));
            await SucceedAsync(store, Make.Commit(Make.Event()) with
            {
                Registrations = [Make.Registration(unit, 1, Make.Years(2020)) with { UserKeys = ["x"], Due = [Make.Year(2030)] }],
            });
            await SucceedAsync(store, Make.Commit(Make.Registration(unit, 2, Make.Years(2021)) with { UserKeys = ["y"] }));
            await SucceedAsync(store, Make.Commit(new DefinitionWrite.DeleteListener(listener.Uuid)));
            await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
            Assert.Equal(2, Assert.Single(await store.ReadHeadsAsync(default, Cancellation)).First);
        }

        foreach (var statement in new[]
        {
            "CREATE TABLE more (a int)", "ALTER TABLE event_block ADD COLUMN more int", "DROP TABLE due", "TRUNCATE event_block",
            "CREATE INDEX more ON event_block (time)", "UPDATE incarnation SET uuid = gen_random_uuid()", "DELETE FROM schema_migration",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(running, statement));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        await SharedServer.DropAsync(options);
        await ExecuteAsync(options, $"DROP ROLE {role}");
    }

    [Fact]
    public async Task A_server_that_answers_before_it_flushed_is_refused()
    {
        var options = await SharedServer.OptionsAsync();
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Options = "-c synchronous_commit=off" };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => OpenAsync(options with { ConnectionString = settings.ConnectionString }));
        Assert.Contains("synchronous_commit", refused.Message, StringComparison.Ordinal);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task The_incarnation_stays_until_the_restore_step_changes_it()
    {
        var options = await SharedServer.OptionsAsync();
        Guid first, second;
        await using (var store = await OpenAsync(options))
            first = store.Incarnation;
        await using (var store = await OpenAsync(options))
            Assert.Equal(first, store.Incarnation);
        second = await Migrations.RenewIncarnationAsync(options, Cancellation);
        Assert.NotEqual(first, second);
        await using (var store = await OpenAsync(options))
            Assert.Equal(second, store.Incarnation);
        await SharedServer.DropAsync(options);
    }

    [Theory]
    [InlineData("", "mocluster", "ConnectionString")]
    [InlineData("Host=x", "no schema", "Schema")]
    [InlineData("Host=x", "x\"; DROP", "Schema")]
    public async Task Options_are_checked_before_anything_is_done(string connection, string schema, string named)
    {
        var options = new PostgreSqlOptions { ConnectionString = connection, Schema = schema };
        var refused = await Assert.ThrowsAsync<ValidationException>(() => OpenAsync(options));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ValidationException>(() => OpenAsync(options with { ConnectionString = "Host=x", Schema = "mocluster", CommitConnections = 0 }));
    }
}
