using System.Diagnostics;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;
using MoCluster.Tests.Telemetry;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>One process at a time has a directory.</summary>
public sealed class LockTests
{
    [Fact]
    public async Task A_second_store_is_refused_until_the_first_is_closed()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await OpenAsync(directory))
        {
            var refusal = await Assert.ThrowsAsync<SqliteInUseException>(() => OpenAsync(directory));
            Assert.Equal(directory.Path, refusal.Directory);
            Assert.Equal(Environment.ProcessId, refusal.ProcessId);
            Assert.Contains($"'{directory.Path}'", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"pid {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);

            // The refused one has let nothing go that is not its own.
            await first.CommitAsync(SqliteFixture.Events("a"));
            await Assert.ThrowsAsync<SqliteInUseException>(() => OpenAsync(directory));
        }

        await using var second = await OpenAsync(directory);
        Assert.Equal(["a"], await SqliteFixture.SubjectsAsync(second));
    }

    [Fact]
    public async Task The_lock_of_a_process_that_was_killed_is_free()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "It takes the lock from a shell, with flock(1) of Linux.");
        using var directory = new TemporaryDirectory();
        await (await OpenAsync(directory)).DisposeAsync();
        var path = Path.Combine(directory.Path, "lock");
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec 9<>'{path}'; flock -n 9 && echo $$ > '{path}.pid' && echo held; read");
        using var holder = Process.Start(start)!;
        try
        {
            Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal(holder.Id, (await Assert.ThrowsAsync<SqliteInUseException>(() => OpenAsync(directory))).ProcessId);
        }
        finally
        {
            holder.Kill();
            await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var store = await OpenAsync(directory);
        await store.CommitAsync(SqliteFixture.Events("a"));
    }

    [Fact]
    public async Task A_start_that_was_refused_gives_the_directory_free()
    {
        using var directory = new TemporaryDirectory();
        await (await OpenAsync(directory)).DisposeAsync();
        var database = Path.Combine(directory.Path, "mocluster.db");
        var whole = File.ReadAllBytes(database);
        File.WriteAllBytes(database, [.. Enumerable.Repeat((byte)7, 5_000)]);
        await Assert.ThrowsAsync<SqliteDamagedException>(() => OpenAsync(directory));
        File.WriteAllBytes(database, whole);
        await (await OpenAsync(directory)).DisposeAsync();
    }

    [Fact]
    public async Task The_incarnation_stays_with_the_directory()
    {
        using TemporaryDirectory directory = new(), elsewhere = new();
        var first = await OpenAsync(directory);
        await first.DisposeAsync();
        await using SqliteStore again = await OpenAsync(directory), other = await OpenAsync(elsewhere);
        Assert.Equal(first.Incarnation, again.Incarnation);
        Assert.NotEqual(first.Incarnation, other.Incarnation);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_made()
    {
        using var directory = new TemporaryDirectory();
        var inner = Path.Combine(directory.Path, "a", "b");
        await using var store = await OpenAsync(inner);
        await store.CommitAsync(SqliteFixture.Events("a"));
        Assert.True(File.Exists(Path.Combine(inner, "mocluster.db")));
    }

    private static Task<SqliteStore> OpenAsync(TemporaryDirectory directory) => OpenAsync(directory.Path);

    private static Task<SqliteStore> OpenAsync(string directory) => SqliteStore.OpenAsync(
        new SqliteOptions { Directory = directory }, TimeProvider.System, new ListLogger(), failure => Assert.Fail(failure.ToString()));
}
