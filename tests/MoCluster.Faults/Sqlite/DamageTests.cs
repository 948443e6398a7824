using System.Globalization;
using System.Text.Json;
using MoCluster.Disks;
using MoCluster.Faults.Commits;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Sqlite;

/// <summary>
/// One bit of the database, of its WAL or of the mark of what was confirmed is turned. The store shows what it held; or the start or a read
/// refuses, and names the file and the place; or a lookup finds less.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    /// <summary>What a row without a seal, or a key that no longer leads to its row, may change (docs/guarantees.md §7).</summary>
    private static readonly string[] Lookups = ["due", "references", "backlogs"];

    [Fact]
    public async Task A_turned_bit_is_harmless_or_reported_and_no_wrong_content_is_shown()
    {
        var seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));
        var runs = Number("MOCLUSTER_DAMAGES", 300);
        var (refused, harmless, less) = (0, 0, 0);
        var (disk, commits, whole) = await WriteAsync(seed);
        for (var run = seed; run < seed + runs; run++)
        {
            var damaged = disk.Clone();
            var (path, bit) = Flip(damaged, new Random(run));
            try
            {
                using var mount = damaged.Mount();
                await using var store = await DiskStore.OpenAsync(mount, commits.Time);
                var shown = await commits.ShowAsync(store);
                harmless += shown == whole ? 1 : 0;
                less += shown == whole ? 0 : 1;
                Assert.Empty(Wrong(whole, shown));
            }
            catch (SqliteDamagedException damage)
            {
                refused++;
                Assert.Equal($"{DiskStore.Directory}/mocluster.db", damage.File);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {run}, bit {bit % 8} of byte {bit / 8} of {path} (written with seed {seed}): {failure.Message}", failure);
            }
        }

        output.WriteLine($"seeds {seed} to {seed + runs - 1}: {refused} refused, {harmless} harmless, {less} showed less");
        Assert.True(refused > runs / 10, $"Only {refused} of {runs} damages were reported.");
        Assert.True(less < Math.Max(10, runs / 50), $"{less} of {runs} damages showed less.");
    }

    /// <summary>Lets a store write all kinds of rows, and kills it when some of them are in the database and some in the WAL.</summary>
    private static async Task<(LossyDisk Disk, ModelledCommits Commits, string Whole)> WriteAsync(int seed)
    {
        var disk = new LossyDisk(_ => 0);
        var commits = new ModelledCommits(new Random(seed));
        using var mount = disk.Mount();
        await using var store = await DiskStore.OpenAsync(mount, commits.Time, DiskStore.Small with { CheckpointBeside = false });
        Assert.True(await commits.RunAsync(store, 100));
        var whole = await commits.ShowAsync(store);
        disk.Kill(power: false);
        return (disk, commits, whole);
    }

    private static (string Path, long Bit) Flip(LossyDisk disk, Random random)
    {
        // The mark has 32 bytes; it gets one flip in twenty.
        var files = disk.Files.Where(file => !file.EndsWith("confirmed", StringComparison.Ordinal)).ToArray();
        var path = random.Next(20) == 0 ? $"{DiskStore.Directory}/confirmed" : files[random.Next(files.Length)];
        var bit = random.NextInt64(8L * disk.Contents(path).Length);
        disk.Flip(path, bit);
        return (path, bit);
    }

    /// <summary>Names what a damaged store shows that it never held. That something is missing is none of it.</summary>
    private static List<string> Wrong(string whole, string shown)
    {
        using var was = JsonDocument.Parse(whole);
        using var present = JsonDocument.Parse(shown);
        var wrong = new List<string>();
        foreach (var part in present.RootElement.EnumerateObject())
        {
            var before = was.RootElement.GetProperty(part.Name);
            if (Lookups.Contains(part.Name) || part.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Number)
                continue;
            if (part.Value.ValueKind != JsonValueKind.Array)
            {
                if (!JsonElement.DeepEquals(before, part.Value))
                    wrong.Add(part.Name);
                continue;
            }

            var held = before.EnumerateArray().Select(item => item.GetRawText()).ToHashSet();
            wrong.AddRange(part.Value.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null && !held.Contains(item.GetRawText()))
                .Select(item => $"{part.Name}: {item.GetRawText()}"));
        }

        return wrong;
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
