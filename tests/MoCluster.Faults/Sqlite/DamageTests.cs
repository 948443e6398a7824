using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MoCluster.Disks;
using MoCluster.Faults.Commits;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Maintenance;

namespace MoCluster.Faults.Sqlite;

/// <summary>
/// The database, its WAL or the mark of what was confirmed is damaged, mostly by one bit. The store shows what it held; or the start or a
/// read refuses, and names the file and the place; or a lookup finds less, which a verification tells.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    /// <summary>What rows without a seal show, and indexes (docs/guarantees.md §6).</summary>
    private static readonly string[] Lookups = ["due", "references", "backlogs", "delivery backlogs"];

    /// <summary>What tells a delivery's place among the others.</summary>
    private static readonly string[] Places = ["Number", "Next"];

    /// <summary>So many damages are done to one database; the seed of each draws the database too.</summary>
    private const int DamagesOfOne = 1_000;

    private enum Damage
    {
        Bit,
        Zeros,
        Noise,
        Cut,
        Gone,
    }

    [Fact]
    public async Task Damage_is_harmless_or_reported_and_no_wrong_content_is_shown()
    {
        var seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));
        var runs = Number("MOCLUSTER_DAMAGES", 300);
        var (refused, harmless, less) = (0, 0, 0);
        var (disk, commits, whole) = await WriteAsync(seed / DamagesOfOne);
        for (var run = seed; run < seed + runs; run++)
        {
            if (run % DamagesOfOne == 0)
                (disk, commits, whole) = await WriteAsync(run / DamagesOfOne);
            var damaged = disk.Clone();
            var what = Spoil(damaged, new Random(run));
            try
            {
                using var mount = damaged.Mount();
                await using var store = await DiskStore.OpenAsync(mount, commits.Time);
                var shown = await commits.ShowAsync(store);
                if (shown == whole)
                {
                    harmless++;
                    continue;
                }

                less++;
                Assert.Empty(Wrong(whole, shown));
                Assert.NotEmpty(Verify(damaged));
            }
            catch (SqliteDamagedException damage)
            {
                refused++;
                Assert.Equal($"{DiskStore.Directory}/mocluster.db", damage.File);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {run}, {what} (MOCLUSTER_SEED={run} MOCLUSTER_DAMAGES=1 ./mo test --only Faults): {failure.Message}", failure);
            }
        }

        output.WriteLine($"seeds {seed} to {seed + runs - 1}: {refused} refused, {harmless} harmless, {less} showed less");
        Assert.True(runs < 100 || refused > runs / 10, $"Only {refused} of {runs} damages were reported.");
        Assert.True(less < Math.Max(10, runs / 50), $"{less} of {runs} damages showed less.");
    }

    /// <summary>Lets a store write all kinds of rows, and kills it when some of them are in the database and some in the WAL.</summary>
    private static async Task<(LossyDisk Disk, ModelledCommits Commits, string Whole)> WriteAsync(int seed)
    {
        var disk = new LossyDisk(_ => 0);
        var commits = new ModelledCommits(new Random(seed));
        using var mount = disk.Mount();
        var alike = DiskStore.Small with { MaxBatchCommits = 1, CheckpointBeside = false };
        await using var store = await DiskStore.OpenAsync(mount, commits.Time, alike);
        Assert.True(await commits.RunAsync(store, 100));
        var whole = await commits.ShowAsync(store);
        disk.Kill(power: false);
        return (disk, commits, whole);
    }

    /// <summary>Damages one file.</summary>
    /// <returns>What was done.</returns>
    private static string Spoil(LossyDisk disk, Random random)
    {
        // The mark has 32 bytes, which are soon tried.
        var files = disk.Files.Where(file => !file.EndsWith("confirmed", StringComparison.Ordinal)).ToArray();
        var path = random.Next(20) == 0 ? $"{DiskStore.Directory}/confirmed" : files[random.Next(files.Length)];
        var what = random.Next(4) > 0 ? Damage.Bit : (Damage)random.Next(1, 5);
        var bytes = disk.Contents(path);
        var at = random.Next(bytes.Length);
        var length = random.Next(1, 1 + Math.Min(bytes.Length - at, random.Next(2) == 0 ? 16 : 20_000));
        switch (what)
        {
            case Damage.Bit:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case Damage.Zeros:
                bytes.AsSpan(at, length).Clear();
                break;
            case Damage.Noise:
                random.NextBytes(bytes.AsSpan(at, length));
                break;
            case Damage.Cut:
                bytes = bytes[..at];
                break;
        }

        if (what == Damage.Gone)
            disk.Delete(path);
        else
            disk.Replace(path, bytes);
        return $"{what} at byte {at} ({length}) of {path}";
    }

    /// <summary>What <c>./mo verify</c> says of the files.</summary>
    private static ImmutableArray<string> Verify(LossyDisk disk)
    {
        using var directory = new TemporaryDirectory();
        foreach (var file in disk.Files)
            File.WriteAllBytes(Path.Combine(directory.Path, Path.GetFileName(file)), disk.Contents(file));
        return SqliteVerification.OfDirectory(new SqliteOptions { Directory = directory.Path }).Problems;
    }

    /// <summary>Names what a damaged store shows that it never held. That something is missing is none of it.</summary>
    private static List<string> Wrong(string whole, string shown)
    {
        using var was = JsonDocument.Parse(whole);
        using var present = JsonDocument.Parse(shown);
        return [.. present.RootElement.EnumerateObject().Where(part => !IsLookup(part))
            .Where(part => !IsWithin(part.Value, was.RootElement.GetProperty(part.Name), part.Name.Contains("deliveries", StringComparison.Ordinal)))
            .Select(part => part.Name)];
    }

    /// <summary>Whether it comes from rows that have no seal, such as how many objects a user key finds.</summary>
    private static bool IsLookup(JsonProperty part) => Lookups.Contains(part.Name) || part.Value.ValueKind == JsonValueKind.Number;

    /// <summary>Whether a value is another one, or what is left of it when rows are missing.</summary>
    /// <param name="part">What is left.</param>
    /// <param name="whole">What there was.</param>
    /// <param name="placed">Whether rows tell their places, which change when others are missing.</param>
    private static bool IsWithin(JsonElement part, JsonElement whole, bool placed) => part.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => part.EnumerateArray().All(item =>
            item.ValueKind == JsonValueKind.Null || whole.EnumerateArray().Any(other => IsWithin(item, other, placed))),
        JsonValueKind.Object when whole.ValueKind == JsonValueKind.Object => part.EnumerateObject().All(member =>
            (placed && Places.Contains(member.Name)) || (whole.TryGetProperty(member.Name, out var other) && IsWithin(member.Value, other, placed))),
        _ => JsonElement.DeepEquals(part, whole),
    };

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
