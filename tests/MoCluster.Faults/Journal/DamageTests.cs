using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.History.Workload;
using MoCluster.Stores.Journal;

namespace MoCluster.Faults.Journal;

/// <summary>
/// A silo writes a journal under load, with snapshots and many segments. The test then damages a random place: it cuts a file, turns bits,
/// writes zeros or deletes a file. The journal starts with everything that it held, or refuses and names the file and the offset.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private static readonly string[] Settings =
        ["Journal:SegmentBytes=65536", "Journal:SnapshotBytes=131072", "Journal:TailEvents=100", "Events:SweepInterval=00:00:00.1"];

    private enum Damage
    {
        Cut,
        Bit,
        Zeros,
        Noise,
        Gone,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Damage_is_harmless_or_reported_with_file_and_offset()
    {
        var seed = Number("MOCLUSTER_SEED", Random.Shared.Next(1, 1_000_000));
        var runs = Number("MOCLUSTER_DAMAGES", 150);
        using var directory = new TemporaryDirectory();
        var streams = await WriteAsync(directory.Path, seed);
        var whole = await ReadAsync(directory.Path, streams);
        var (refused, harmless) = (0, 0);
        for (var run = seed; run < seed + runs; run++)
        {
            using var copy = new TemporaryDirectory();
            var (path, what) = Spoil(directory.Path, copy.Path, new Random(run));
            try
            {
                Assert.Equal(whole, await ReadAsync(copy.Path, streams));
                harmless++;
            }
            catch (JournalDamagedException damaged)
            {
                refused++;

                // A changed incarnation counts as damage too: the journal then recognises no other file. A file that is cut exactly at
                // the end of a frame is whole in itself, as if the file that begins with the next frame were gone: that file is reported missing.
                var named = what == Damage.Gone || path.EndsWith("incarnation", StringComparison.Ordinal) || damaged.File == path
                    || (what == Damage.Cut && string.CompareOrdinal(damaged.File, path) > 0 && !File.Exists(damaged.File));
                Assert.True(named, $"Seed {run}: {what} of {path} was reported as damage of {damaged.File}.");
                Assert.Contains($"byte {damaged.Offset}:", damaged.Message, StringComparison.Ordinal);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {run}, {what} of {path} (MOCLUSTER_SEED={run} MOCLUSTER_DAMAGES=1 ./mo test --only Faults): {failure.Message}", failure);
            }
        }

        output.WriteLine($"seeds {seed} to {seed + runs - 1}: {refused} refused, {harmless} harmless");
        Assert.True(runs < 100 || refused > runs / 2, $"Only {refused} of {runs} damages were noticed.");
    }

    [Fact]
    public async Task A_silo_over_a_damaged_journal_says_in_one_sentence_where()
    {
        using var directory = new TemporaryDirectory();
        await WriteAsync(directory.Path, 1);
        var last = Directory.GetFiles(directory.Path, "log-*.seg").Order(StringComparer.Ordinal)
            .Last(file => new FileInfo(file).Length > SegmentHeader.Length);
        var length = new FileInfo(last).Length;
        using (var file = File.OpenWrite(last))
            file.SetLength(length - 1);
        var before = Contents(directory.Path);
        var (exitCode, said, errors) = await SiloRun.RunToEndAsync("urls=http://127.0.0.1:0", $"Store:Directory={directory.Path}");
        Assert.Equal(1, exitCode);
        Assert.Equal("", said);
        Assert.Contains($"MoCluster cannot start: The journal is damaged: '{last}' at byte ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(before, Contents(directory.Path));
    }

    /// <summary>Lets a silo write a journal under load, and kills the silo once on the way.</summary>
    /// <returns>The streams of the journal.</returns>
    private static async Task<IReadOnlyList<string>> WriteAsync(string directory, int seed)
    {
        var run = await SiloRun.StartAsync(directory, Settings);
        try
        {
            var endpoints = new Endpoints(run.Address);
            await using var load = await LoadDriver.StartAsync(endpoints, new LoadOptions { Seed = seed });
            await load.AdvanceAsync(500, TimeSpan.FromMinutes(1));
            await run.KillAsync();
            endpoints.Remove(run.Address);
            await run.DisposeAsync();
            run = await SiloRun.StartAsync(directory, Settings);
            endpoints.Add(run.Address);
            await load.AdvanceAsync(500, TimeSpan.FromMinutes(1));
            await load.DrainAsync();
            await run.StopAsync();
            Assert.NotEmpty(Directory.GetFiles(directory, "state-*.snap"));
            return load.Streams;
        }
        finally
        {
            await run.DisposeAsync();
        }
    }

    /// <summary>All events, the registrations of their subjects, and all listeners, as text.</summary>
    private static async Task<string[]> ReadAsync(string directory, IReadOnlyList<string> streams)
    {
        await using var store = await JournalStore.OpenAsync(
            new JournalOptions { Directory = directory }, TimeProvider.System, NullLogger.Instance, _ => { });
        var all = new List<string>();
        foreach (var stream in streams)
        {
            var log = await StoredEvents.ReadAsync(store, stream);
            all.AddRange(log.Select(logged => logged.ToString()));
            foreach (var unit in log.Select(logged => logged.Object).OfType<string>().Distinct().Take(50))
            {
                var registrations = await store.ReadRegistrationsAsync(
                    new GrainInterfaces.Objects.ObjectKey("org_unit", Guid.Parse(unit)), 0, 1_000, Cancellation);
                all.AddRange(registrations.Select(row => $"{unit} {row.Number} {row.Time:O} {Convert.ToHexString([.. row.State])}"));
            }
        }

        foreach (var listener in await store.ReadListenersAsync(new Grains.Storage.Definitions.ListenerQuery(), Cancellation))
        {
            var group = await store.ReadGroupAsync(listener.Group, Cancellation);
            var progress = group.Listeners.Select(found => $"{found.Definition.Uuid} {found.Frontier} {found.Bitmaps.Length} {found.Rows.Length}");
            all.Add($"{listener.Uuid} {group.Epoch} {group.Leases.Length} {string.Join(' ', progress)}");
        }

        return [.. all];
    }

    /// <summary>Copies a journal and damages one of the copy's files.</summary>
    private static (string Path, Damage What) Spoil(string from, string to, Random random)
    {
        string[] files = [.. Directory.GetFiles(from).Where(file => !Path.GetFileName(file).StartsWith("lock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        foreach (var file in files)
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));

        // Only this one file is damaged. If it is the mark of what was confirmed, the start ignores the mark, and everything is there.
        var path = Path.Combine(to, Path.GetFileName(files[random.Next(files.Length)]));
        var bytes = File.ReadAllBytes(path);
        var what = (Damage)random.Next(5);
        var at = random.Next(bytes.Length);
        var length = random.Next(1, 1 + Math.Min(bytes.Length - at, random.Next(2) == 0 ? 16 : 20_000));
        switch (what)
        {
            case Damage.Cut:
                bytes = bytes[..at];
                break;
            case Damage.Bit:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case Damage.Zeros:
                bytes.AsSpan(at, length).Clear();
                break;
            case Damage.Noise:
                random.NextBytes(bytes.AsSpan(at, length));
                break;
        }

        if (what == Damage.Gone)
            File.Delete(path);
        else
            File.WriteAllBytes(path, bytes);
        return (path, what);
    }

    private static string[] Contents(string directory) =>
        [.. Directory.GetFiles(directory).Order(StringComparer.Ordinal)
            .Where(file => !Path.GetFileName(file).StartsWith("lock", StringComparison.Ordinal))
            .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
