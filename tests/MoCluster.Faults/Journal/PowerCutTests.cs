using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Faults.Commits;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Journal;

namespace MoCluster.Faults.Journal;

/// <summary>
/// Cuts the power, or lets the disk fail, at every operation of the journal: writing, flushing, making segments and snapshots,
/// deleting old ones, and starting again.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Commits = 40;
    private static readonly JournalOptions Options = new()
    {
        Directory = "/journal", SegmentBytes = 4096, SnapshotBytes = 8192, TailEvents = 10,
    };

    [Fact]
    public async Task A_power_cut_at_any_operation_loses_nothing_that_was_confirmed()
    {
        var seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));
        var runs = Number("MOCLUSTER_DAMAGES", 150);
        var confirmed = 0;
        for (var run = seed; run < seed + runs; run++)
        {
            try
            {
                confirmed += await CutAsync(new Random(run));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {run} (MOCLUSTER_SEED={run} MOCLUSTER_DAMAGES=1 ./mo test --only Faults): {failure.Message}", failure);
            }
        }

        output.WriteLine($"seeds {seed} to {seed + runs - 1}: {confirmed} commits confirmed");
        Assert.True(confirmed > runs * 10, $"Only {confirmed} commits were confirmed.");
    }

    [Fact]
    public async Task A_failure_of_any_operation_loses_nothing_that_was_confirmed_and_the_next_start_goes_on()
    {
        var failed = 0;
        for (var at = 1; ; at++)
        {
            var files = new PowerCutFiles(new Random(at)) { FailAt = at };
            var commits = new CheckedCommits(new Random(7));
            await TryAsync(files, commits, Commits);
            await TryAsync(files, commits, Commits);
            var reached = files.Operations >= at;
            failed += reached ? 1 : 0;

            // The disk has room again.
            await using var store = await OpenAsync(files.Reopened());
            await commits.CheckAsync(store);
            Assert.True(await commits.CommitAsync(store, 5));
            await commits.CheckAsync(store);
            if (!reached)
                break;
        }

        output.WriteLine($"{failed} operations failed, one a run");
        Assert.True(failed > 150, $"Only {failed} operations failed.");
    }

    /// <summary>Lets a journal work through three power cuts.</summary>
    private static async Task<int> CutAsync(Random random)
    {
        var files = new PowerCutFiles(random);
        var commits = new CheckedCommits(random);
        var trims = random.Next(2) == 0;
        for (var cut = 0; cut < 3; cut++)
        {
            files.CutAfter = random.Next(1, 250);
            await TryAsync(files, commits, 1_000, trims);
            files = files.AfterPowerCut();
        }

        await using var store = await OpenAsync(files);
        await commits.CheckAsync(store, trims);
        return commits.Confirmed;
    }

    /// <summary>Opens a journal, checks it, commits and deletes old segments, until the disk fails.</summary>
    private static async Task TryAsync(PowerCutFiles files, CheckedCommits commits, int count, bool trims = false)
    {
        try
        {
            await using var store = await OpenAsync(files);
            await commits.CheckAsync(store, trims);
            for (var left = count; left > 0 && await commits.CommitAsync(store, Math.Min(left, 10)); left -= 10)
            {
                if (trims && left % 50 == 0)
                    await store.TrimAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
            }
        }
        catch (Exception failure) when (failure is IOException or StoreUnavailableException or CommitOutcomeUnknownException)
        {
            // The start failed, or the trim.
        }
    }

    private static Task<JournalStore> OpenAsync(PowerCutFiles files) =>
        JournalStore.OpenAsync(Options, TimeProvider.System, NullLogger.Instance, _ => { }, files);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
