using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Maintenance;

namespace MoCluster.Conformance.Stores.Sqlite;

/// <summary>Backups of the embedded store, and what a restored one needs before a start.</summary>
public sealed class BackupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_of_a_closed_store_holds_every_row()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        var backup = database.Beside("backup.db");
        Assert.Equal(SqliteBackup.Write(database.Options, backup), new FileInfo(backup).Length);
        Assert.Equal(FilledDatabase.Show(database.File), FilledDatabase.Show(backup));
        Assert.Empty(SqliteVerification.OfFile(backup).Problems);
        Assert.False(File.Exists(backup + ".tmp"));
    }

    [Fact]
    public async Task A_backup_beside_an_open_store_holds_a_whole_prefix_of_its_commits()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        await using var store = await database.OpenAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var last = 0L;
            while (!stop.IsCancellationRequested)
                last = (await store.CommitAsync(Make.Commit(Make.Events(3)))).Events[^1].Event.Number;
            return last;
        });
        for (var made = 0; made < 5; made++)
        {
            var backup = database.Beside($"backup-{made}.db");
            var before = (await store.ReadHeadsAsync([Make.Stream], Cancellation)).Select(head => head.Last).FirstOrDefault();
            SqliteBackup.Write(database.Options, backup);
            Assert.Empty(SqliteVerification.OfFile(backup).Problems);
            Assert.Empty(SqliteVerification.OfDirectory(database.Options).Problems);
            var held = FilledDatabase.LastOf(backup, Make.Stream);
            Assert.True(held >= before && held % 3 == 0, $"The backup ends with event {held}; {before} was confirmed before.");
        }

        await stop.CancelAsync();
        Assert.True(await writing > 0);
    }

    [Fact]
    public async Task A_backup_replaces_nothing_and_says_what_is_wrong()
    {
        using var database = new FilledDatabase();
        var file = database.Beside("backup.db");
        Assert.Contains("there is no database in", Refused(file), StringComparison.Ordinal);
        await (await database.OpenAsync()).DisposeAsync();
        Assert.Contains("does not exist. Make it first", Refused(database.Beside("missing/backup.db")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "mine", Cancellation);
        Assert.Contains("exists already", Refused(file), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, Cancellation));
        File.Move(file, file + ".tmp");
        Assert.Contains("another backup is writing it, or one was interrupted", Refused(file), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file + ".tmp", Cancellation));

        string Refused(string target) => Assert.Throws<SqliteMaintenanceException>(() => SqliteBackup.Write(database.Options, target)).Message;
    }

    [Fact]
    public async Task A_restored_backup_is_refused_until_its_restore_is_ended_and_has_another_incarnation_then()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        var backup = database.Beside("backup.db");
        SqliteBackup.Write(database.Options, backup);
        Guid former;
        await using (var store = await database.OpenAsync())
        {
            former = store.Incarnation;
            await store.CommitAsync(Make.Commit(Make.Event("after the backup")));
        }

        File.Copy(backup, database.File, overwrite: true);
        Assert.Contains("./mo restored", (await Assert.ThrowsAsync<SqliteMaintenanceException>(database.OpenAsync)).Message, StringComparison.Ordinal);
        var shown = FilledDatabase.Show(backup);
        var restored = SqliteRestore.End(database.Options);
        Assert.NotEqual(former, restored.Incarnation);
        Assert.False(restored.DroppedWal);
        Assert.Empty(SqliteVerification.OfDirectory(database.Options).Problems);
        Assert.Equal(Without(shown), Without(FilledDatabase.Show(database.File)));
        await using (var store = await database.OpenAsync())
        {
            Assert.Equal(restored.Incarnation, store.Incarnation);
            Assert.True((await store.CommitAsync(Make.Commit(Make.Event("goes on")))).Committed);
        }

        Assert.Empty(SqliteVerification.OfDirectory(database.Options).Problems);

        static IEnumerable<string> Without(string all) => all.Split('\n').Where(row => !row.StartsWith("incarnation: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_WAL_of_the_former_database_is_not_applied_to_a_restored_backup()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        var backup = database.Beside("backup.db");
        SqliteBackup.Write(database.Options, backup);
        byte[] wal;
        await using (var store = await database.OpenAsync())
        {
            await store.CommitAsync(Make.Commit(Make.Registration(Make.Object(), 1, Make.Years(2000))));

            // What a kill would leave.
            wal = await File.ReadAllBytesAsync(database.Beside("data/mocluster.db-wal"), Cancellation);
        }

        Assert.NotEmpty(wal);
        File.Copy(backup, database.File, overwrite: true);
        await File.WriteAllBytesAsync(database.File + "-wal", wal, Cancellation);
        var refusals = new[]
        {
            (await Assert.ThrowsAsync<SqliteMaintenanceException>(database.OpenAsync)).Message,
            Assert.Throws<SqliteMaintenanceException>(() => SqliteVerification.OfDirectory(database.Options)).Message,
            Assert.Throws<SqliteMaintenanceException>(() => SqliteBackup.Write(database.Options, database.Beside("other.db"))).Message,
        };
        Assert.All(refusals, refusal => Assert.Contains("the WAL of another database", refusal, StringComparison.Ordinal));
        Assert.Equal(wal, await File.ReadAllBytesAsync(database.File + "-wal", Cancellation));

        Assert.True(SqliteRestore.End(database.Options).DroppedWal);
        Assert.Empty(SqliteVerification.OfDirectory(database.Options).Problems);
        await using var restored = await database.OpenAsync();
        Assert.NotNull((await restored.ReadObjectsAsync([FilledDatabase.Busy], Cancellation))[0]);
    }

    [Fact]
    public async Task A_backup_can_be_restored_where_there_was_no_store()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        var backup = database.Beside("backup.db");
        SqliteBackup.Write(database.Options, backup);
        Directory.Delete(database.Options.Directory, recursive: true);
        Directory.CreateDirectory(database.Options.Directory);
        File.Copy(backup, database.File);
        await Assert.ThrowsAsync<SqliteMaintenanceException>(database.OpenAsync);
        SqliteRestore.End(database.Options);
        await using var store = await database.OpenAsync();
        Assert.NotNull((await store.ReadObjectsAsync([FilledDatabase.Busy], Cancellation))[0]);
    }

    [Fact]
    public async Task A_restore_is_not_ended_while_a_store_is_open()
    {
        using var database = new FilledDatabase();
        await using var store = await database.OpenAsync();
        Assert.Throws<SqliteInUseException>(() => SqliteRestore.End(database.Options));
    }
}
