using System.Diagnostics;
using MoCluster.Disks;
using MoCluster.Faults.Commits;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Sqlite;

/// <summary>
/// Cuts the power, or lets the disk fail, at any operation of the embedded store: its first start, commits, checkpoints, trims, the end, and
/// the next start.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 3;

    [Fact]
    public Task A_power_cut_at_any_operation_loses_no_event_that_was_confirmed() =>
        RunAsync(300, async random => await CutEventsAsync(random, DiskStore.Small));

    [Fact]
    public Task A_power_cut_at_any_operation_leaves_the_state_after_the_confirmed_commits() => RunAsync(60, CutStateAsync);

    [Fact]
    public async Task A_store_that_does_not_wait_for_the_disk_is_caught()
    {
        var lost = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            try
            {
                await CutEventsAsync(new Random(seed), DiskStore.Small with { Synchronous = "NORMAL" });
            }
            catch (Exception failure) when (failure is Xunit.Sdk.XunitException or SqliteDamagedException)
            {
                lost++;
            }
        }

        output.WriteLine($"{lost} of 20 runs lost confirmed commits");
        Assert.True(lost > 5, $"Only {lost} of 20 runs lost confirmed commits.");
    }

    [Theory]
    [InlineData(DiskFailure.Broken)]
    [InlineData(DiskFailure.Full)]
    public async Task A_failure_of_any_operation_loses_nothing_that_was_confirmed_and_the_next_start_goes_on(DiskFailure failure)
    {
        var failed = 0;
        for (var at = 0; ; at++)
        {
            var disk = new LossyDisk(new Random(at).Next);
            var commits = new CheckedCommits(new Random(7));
            disk.FailOnceAfter(at, failure);
            await TryAsync(disk, commits, 20);
            await TryAsync(disk, commits, 20);
            var reached = disk.Operations > at;
            failed += reached ? 1 : 0;

            // Without a power cut the next start finds what the process wrote; with one, what it synced.
            disk.Kill(power: at % 2 == 0);
            using var mount = disk.Mount();
            await using var store = await DiskStore.OpenAsync(mount);
            await commits.CheckAsync(store);
            Assert.True(await commits.CommitAsync(store, 5));
            await commits.CheckAsync(store);
            if (!reached)
                break;
        }

        output.WriteLine($"{failed} operations failed, one a run");
        Assert.True(failed > 150, $"Only {failed} operations failed.");
    }

    [Fact]
    public async Task A_disk_that_fills_up_loses_nothing_that_was_confirmed_and_the_store_goes_on_when_there_is_room()
    {
        var confirmed = 0;
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var disk = new LossyDisk(random.Next) { Capacity = random.Next(1, 100) * 4_096 };
            var commits = new CheckedCommits(random);
            await TryAsync(disk, commits, 2_000);
            disk.Kill(power: random.Next(2) == 0);

            // A start on the full disk may need room as well.
            await TryAsync(disk, commits, 10);
            disk.Capacity = long.MaxValue;
            using var mount = disk.Mount();
            await using var store = await DiskStore.OpenAsync(mount);
            await commits.CheckAsync(store);
            confirmed += commits.Confirmed;
            Assert.True(await commits.CommitAsync(store, 20));
            await commits.CheckAsync(store);
        }

        output.WriteLine($"{confirmed} commits were confirmed before the disks were full");
        Assert.True(confirmed > 500, $"Only {confirmed} commits were confirmed.");
    }

    /// <summary>Runs a number of seeds; each returns how many commits were confirmed.</summary>
    private async Task RunAsync(int usual, Func<Random, Task<int>> run)
    {
        var seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));
        var runs = Number("MOCLUSTER_DAMAGES", usual) / Cuts;
        var (confirmed, watch) = (0, Stopwatch.StartNew());
        for (var each = seed; each < seed + runs; each++)
        {
            try
            {
                confirmed += await run(new Random(each));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {each} (MOCLUSTER_SEED={each} MOCLUSTER_DAMAGES={Cuts} ./mo test --only Faults): {failure.Message}", failure);
            }
        }

        output.WriteLine(
            $"seeds {seed} to {seed + runs - 1}: {confirmed} commits confirmed, {runs * Cuts / watch.Elapsed.TotalSeconds:0} cuts a second");
        Assert.True(confirmed > runs * 10, $"Only {confirmed} commits were confirmed.");
    }

    /// <summary>Lets a store work through three power cuts, and finds each confirmed event.</summary>
    private static async Task<int> CutEventsAsync(Random random, SqliteOptions options)
    {
        var disk = new LossyDisk(new Random(random.Next()).Next);
        var commits = new CheckedCommits(random);
        var trims = random.Next(2) == 0;
        options = options with { CheckpointBeside = random.Next(2) == 0 };
        for (var cut = 0; cut < Cuts; cut++)
        {
            disk.FailAfter(random.Next(400));
            await TryAsync(disk, commits, 1_000, trims, options);
            disk.Kill(power: true);
        }

        using var mount = disk.Mount();
        await using var store = await DiskStore.OpenAsync(mount);
        await commits.CheckAsync(store, trims);
        return commits.Confirmed;
    }

    /// <summary>Lets a store work through three power cuts, and compares all that it shows with a model.</summary>
    private static async Task<int> CutStateAsync(Random random)
    {
        var disk = new LossyDisk(new Random(random.Next()).Next);
        var commits = new ModelledCommits(random);
        for (var cut = 0; cut < Cuts; cut++)
        {
            disk.FailAfter(random.Next(800));
            using (var mount = disk.Mount())
            {
                try
                {
                    await using var store = await DiskStore.OpenAsync(mount, commits.Time);
                    await commits.CheckAsync(store);
                    await commits.RunAsync(store, 60);
                }
                catch (Exception failure) when (IsOfDisk(failure))
                {
                    // The start failed, or the check.
                }
            }

            disk.Kill(power: true);
        }

        using var last = disk.Mount();
        await using var left = await DiskStore.OpenAsync(last, commits.Time);
        await commits.CheckAsync(left);
        return commits.Confirmed;
    }

    /// <summary>Opens a store, checks it, commits and deletes old events, until the disk fails.</summary>
    private static async Task TryAsync(LossyDisk disk, CheckedCommits commits, int count, bool trims = false, SqliteOptions? options = null)
    {
        using var mount = disk.Mount();
        try
        {
            await using var store = await DiskStore.OpenAsync(mount, options: options);
            await commits.CheckAsync(store, trims);
            for (var left = count; left > 0 && await commits.CommitAsync(store, Math.Min(left, 10)); left -= 10)
            {
                if (trims && left % 50 == 0)
                    await store.TrimAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
            }
        }
        catch (Exception failure) when (IsOfDisk(failure))
        {
            // The start failed, or the check, or the trim.
        }
    }

    private static bool IsOfDisk(Exception failure) =>
        failure is IOException or StoreUnavailableException or CommitOutcomeUnknownException;

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
