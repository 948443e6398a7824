using System.Diagnostics;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>
/// The server's disk is full. On the disk of the tables: commits are refused with the reason, reads go on, and with free space all resumes.
/// On the disk of the write-ahead log: the server stops, everything is refused, and all resumes once it was restarted with free space.
/// </summary>
public sealed class DiskTests : DatabaseTests
{
    [Fact]
    public async Task A_full_disk_refuses_commits_and_everything_resumes()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        await using var disk = await SmallDisk.MountAsync(megabytes: 12);
        await using var server = await PrivateServer.StartAsync();
        var options = await SharedServer.OptionsAsync();
        options = options with { ConnectionString = server.ConnectionString, GiveUpAfter = TimeSpan.FromMilliseconds(500), MaxQueuedCommits = 50 };
        await ExecuteAsync(options, $"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        await ExecuteAsync(options, "ALTER ROLE tests SET default_tablespace = small");
        await using var store = await OpenAsync(options);
        var load = new CheckedLoad();

        await load.RunAsync(store, 4, () => load.Acknowledged >= 100);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (true)
                await store.CommitAsync(Make.Commit(Make.Events(1_000)));
        });
        Assert.Contains("its disk is full", refused.Message, StringComparison.Ordinal);

        // While the disk is full, small commits may still find space; once that is used up, every commit is refused.
        await load.RunAsync(store, 8, () => load.Unavailable >= 30);
        Assert.NotEmpty(await store.ReadHeadsAsync(default, Cancellation));
        var before = load.Acknowledged;

        await disk.GrowAsync(megabytes: 128);
        await load.RunAsync(store, 8, () => load.Acknowledged >= before + 300);
        Assert.Equal(0, load.Unknown);
        await load.CheckAsync(stream => LogAsync(store, stream));
    }

    [Fact]
    public async Task A_full_log_disk_stops_the_server_and_no_acknowledged_commit_is_lost()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        await using var disk = await SmallDisk.MountAsync(megabytes: 40);
        await using var server = await PrivateServer.StartWithLogAsync(Path.Combine(disk.Path, "log"), "restart_after_crash=off");
        var options = await SharedServer.OptionsAsync();
        options = options with { ConnectionString = server.ConnectionString, GiveUpAfter = TimeSpan.FromMilliseconds(500), MaxQueuedCommits = 50 };
        await using var store = await OpenAsync(options);
        var load = new CheckedLoad();

        await load.RunAsync(store, 4, () => load.Acknowledged >= 100);
        var (written, failure) = (0, default(Exception));
        while (failure is null)
        {
            failure = await Record.ExceptionAsync(async () => await SucceedAsync(store, Make.Commit(Make.Events(1_000))));
            written += failure is null ? 1_000 : 0;
        }

        // Whether the batch under way is in the log cannot be known while the server is down.
        Assert.True(failure is CommitOutcomeUnknownException or StoreUnavailableException, failure.ToString());
        await server.EndedAsync(Cancellation);
        await load.RunAsync(store, 8, () => load.Unavailable >= 30);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadHeadsAsync(default, Cancellation));
        var before = load.Acknowledged;

        await disk.GrowAsync(megabytes: 256);
        await server.RestartAsync();
        await load.RunAsync(store, 8, () => load.Acknowledged >= before + 300);
        await load.CheckAsync(stream => LogAsync(store, stream));
        Assert.InRange((await LogAsync(store)).Count, written, written + 1_000);
    }

    /// <summary>A file system in memory with limited space. Only root can mount it.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private SmallDisk(string path) => Path = path;

        public string Path { get; }

        public static async Task<SmallDisk> MountAsync(int megabytes)
        {
            if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
                Assert.Skip("only root on Linux can mount a small disk");
            var disk = new SmallDisk(Directory.CreateTempSubdirectory("mo-disk-").FullName);
            if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", disk.Path) is { Length: > 0 } error)
            {
                Directory.Delete(disk.Path);
                Assert.Skip($"no disk can be mounted here: {error}");
            }

            // The server does not run as root and must own the folder.
            Assert.Equal("", await RunAsync("chown", "postgres:postgres", disk.Path));

            return disk;
        }

        public async Task GrowAsync(int megabytes) =>
            Assert.Equal("", await RunAsync("mount", "-o", $"remount,size={megabytes}m", Path));

        public async ValueTask DisposeAsync()
        {
            await RunAsync("umount", "--lazy", Path);
            Directory.Delete(Path);
        }

        private static async Task<string> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? "" : error.Trim();
        }
    }
}
