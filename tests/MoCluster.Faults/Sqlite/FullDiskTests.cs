using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Sqlite;

/// <summary>The disk fills up while a silo writes: the silo stops and says why, and works again once there is room.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private static readonly string[] Settings = ["Sqlite:CheckpointPages=64"];

    [Fact]
    public async Task A_full_disk_stops_the_silo_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync("8m");
        disk.Occupy(7 * 1024 * 1024);
        var run = await SiloRun.StartAsync(disk.Store, Settings);
        try
        {
            var endpoints = new Endpoints(run.Address);
            await using var load = await LoadDriver.StartAsync(endpoints, new LoadOptions { Seed = Random.Shared.Next(1, 1_000_000), Pause = TimeSpan.Zero });
            Assert.Equal(1, await run.EndedAsync());
            endpoints.Remove(run.Address);
            Assert.Contains("The store failed, so the process stops: ", run.Log, StringComparison.Ordinal);
            Assert.Contains("database or disk is full", run.Log, StringComparison.Ordinal);

            // A start on the full disk may need no room. If it does, the silo says why it cannot start.
            disk.Fill();
            await run.DisposeAsync();
            try
            {
                run = await SiloRun.StartAsync(disk.Store, Settings);
            }
            catch (InvalidOperationException refused)
            {
                Assert.Contains("MoCluster cannot start: the store cannot be opened in ", refused.Message, StringComparison.Ordinal);
                Assert.Contains("database or disk is full", refused.Message, StringComparison.Ordinal);
            }

            disk.Free();
            await run.DisposeAsync();
            run = await SiloRun.StartAsync(disk.Store, Settings);
            endpoints.Add(run.Address);
            await load.AdvanceAsync(100, TimeSpan.FromMinutes(1));
            await load.DrainAsync();
            Assert.Equal(0, (await run.StopAsync()).ExitCode);
            output.WriteLine(load.Counters.ToString());
            await using var store = await SqliteStore.OpenAsync(
                new SqliteOptions { Directory = disk.Store }, TimeProvider.System, NullLogger.Instance, _ => { });
            var wrong = await load.JudgeAsync(stream => StoredEvents.ReadAsync(store, stream));
            Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(10)));
        }
        finally
        {
            await run.DisposeAsync();
        }
    }
}
