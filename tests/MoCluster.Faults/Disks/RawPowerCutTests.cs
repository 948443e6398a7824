using System.Diagnostics;
using System.Globalization;
using MoCluster.Disks;

namespace MoCluster.Faults.Disks;

/// <summary>
/// SQLite without the store on the disk that loses power: what SQLite promises holds, and what it does not promise is lost. So a test
/// on this disk can trust SQLite's answers, and can fail.
/// </summary>
public sealed class RawPowerCutTests(ITestOutputHelper output)
{
    private const string Wal = "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=20;";

    [Theory]
    [InlineData(Wal + "PRAGMA synchronous=FULL")]
    [InlineData(Wal + "PRAGMA synchronous=FULL; PRAGMA locking_mode=EXCLUSIVE")]
    [InlineData("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA")]
    public void No_confirmed_transaction_is_lost(string settings) => Assert.Equal(0, CountLost(settings, Number("MOCLUSTER_DAMAGES", 100)));

    [Theory]
    [InlineData(Wal + "PRAGMA synchronous=NORMAL")]
    [InlineData("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL")]
    public void Settings_that_promise_less_lose_confirmed_transactions(string settings) => Assert.NotEqual(0, CountLost(settings, 100));

    [Fact]
    public void A_process_that_is_only_killed_loses_nothing()
    {
        var random = new Random(5);
        var disk = new LossyDisk(random.Next);
        var transactions = new RawTransactions(random, Wal + "PRAGMA synchronous=OFF");
        for (var kill = 0; kill < 10; kill++)
        {
            using (var mount = disk.Mount())
            using (RawDatabase.Open(mount))
            {
                transactions.Run(mount, 20);
                disk.Kill(power: false);
            }

            using var next = disk.Mount();
            Assert.Equal(0, transactions.CountLost(next));
        }

        Assert.Equal(200, transactions.Confirmed);
    }

    /// <summary>Runs a number of seeds, each over three power cuts.</summary>
    /// <returns>How many confirmed transactions were lost.</returns>
    private int CountLost(string settings, int runs)
    {
        var seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));
        var (lost, confirmed, watch) = (0, 0, Stopwatch.StartNew());
        for (var run = seed; run < seed + runs; run++)
        {
            try
            {
                var random = new Random(run);
                var disk = new LossyDisk(random.Next);
                var transactions = new RawTransactions(random, settings);
                for (var cut = 0; cut < 3; cut++)
                {
                    using (var mount = disk.Mount())
                    {
                        disk.FailAfter(random.Next(300));
                        transactions.Run(mount, random.Next(1, 80));
                        disk.Kill(power: true);
                    }

                    using var next = disk.Mount();
                    lost += transactions.CountLost(next);
                }

                confirmed += transactions.Confirmed;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {run} (MOCLUSTER_SEED={run} MOCLUSTER_DAMAGES=1 ./mo test --only Faults): {failure.Message}", failure);
            }
        }

        output.WriteLine(
            $"seeds {seed} to {seed + runs - 1}: {confirmed} transactions confirmed, {lost} lost, {3 * runs / watch.Elapsed.TotalSeconds:0} cuts/s");
        Assert.True(confirmed > runs * 10, $"Only {confirmed} transactions were confirmed.");
        return lost;
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
