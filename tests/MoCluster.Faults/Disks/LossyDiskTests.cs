using MoCluster.Disks;

namespace MoCluster.Faults.Disks;

/// <summary>What a power cut may leave of the files of a <see cref="LossyDisk"/>, shown with files that are not SQLite's.</summary>
public sealed class LossyDiskTests
{
    private const string Path = "/data/file";
    private const int Seeds = 200;

    [Fact]
    public void What_was_synced_survives_and_nothing_else_appears()
    {
        foreach (var left in AfterPowerCut(mount =>
        {
            mount.Write(Path, Filled('a', 2_000));
            mount.Sync(Path);
            mount.Write(Path, Filled('b', 600), 1_000);
        }))
        {
            Assert.Equal(2_000, left!.Length);
            Assert.All(left[..1_000].Concat(left[1_600..]), single => Assert.Equal((byte)'a', single));
        }
    }

    [Fact]
    public void An_unsynced_write_survives_or_is_dropped_or_is_torn_at_sectors()
    {
        var found = AfterPowerCut(mount =>
        {
            mount.Write(Path, Filled('a', 4_096));
            mount.Sync(Path);
            mount.Write(Path, Filled('b', 4_096));
        }).Select(left => Assert.Single(left!.Chunk(512).Select(sector => Assert.Single(sector.Distinct())).Chunk(8))).ToArray();
        Assert.Contains(found, sectors => sectors.All(sector => sector == 'b'));
        Assert.Contains(found, sectors => sectors.All(sector => sector == 'a'));
        Assert.Contains(found, sectors => sectors.Distinct().Count() == 2);
    }

    [Fact]
    public void A_later_write_may_survive_an_earlier_one()
    {
        var found = AfterPowerCut(mount =>
        {
            mount.Write(Path, Filled('a', 1_024));
            mount.Sync(Path);
            mount.Write(Path, Filled('b', 512));
            mount.Write(Path, Filled('c', 512), 512);
        }).Select(left => $"{(char)left![0]}{(char)left[512]}").Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["aa", "ac", "ba", "bc"], found);
    }

    [Fact]
    public void An_unsynced_write_behind_the_end_may_leave_zeros()
    {
        var found = AfterPowerCut(mount =>
        {
            mount.Write(Path, Filled('a', 100));
            mount.Sync(Path);
            mount.Write(Path, Filled('b', 512), 512);
        }).ToArray();
        Assert.Contains(found, left => left!.Length == 100);
        Assert.Contains(found, left => left!.Length == 1_024 && left[512] == 'b');
        Assert.Contains(found, left => left!.Length == 1_024 && left[512] == 0);
    }

    [Fact]
    public void A_new_file_may_be_gone_and_a_deleted_one_back_until_the_names_are_synced()
    {
        Assert.Equal(2, AfterPowerCut(mount => mount.Write(Path, "new"u8)).Select(left => left is null).Distinct().Count());
        Assert.DoesNotContain(null, AfterPowerCut(mount =>
        {
            mount.Write(Path, "new"u8);
            mount.Sync(Path);
        }));
        Assert.Equal(2, AfterPowerCut(mount => Deleted(mount, isDurable: false)).Select(left => left is null).Distinct().Count());
        Assert.All(AfterPowerCut(mount => Deleted(mount, isDurable: true)), Assert.Null);

        // The first sync of a new file syncs the directory.
        Assert.All(
            AfterPowerCut(mount =>
            {
                Deleted(mount, isDurable: false);
                mount.Write("/data/other", "new"u8);
                mount.Sync("/data/other");
            }),
            Assert.Null);

        static void Deleted(DiskMount mount, bool isDurable)
        {
            mount.Write(Path, "old"u8);
            mount.Sync(Path);
            mount.Delete(Path, isDurable);
        }
    }

    [Fact]
    public void A_file_of_a_process_that_was_only_killed_is_as_it_was_written()
    {
        foreach (var left in After(power: false, mount => mount.Write(Path, Filled('a', 5_000))))
            Assert.Equal(Filled('a', 5_000), left);
    }

    [Fact]
    public void A_killed_process_can_do_nothing_while_the_next_one_works()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var first = disk.Mount();
        first.Write(Path, "first"u8);
        using var second = disk.Mount();
        second.Write(Path, "second"u8);
        Assert.Throws<IOException>(() => first.Write(Path, "again"u8));
        Assert.Throws<IOException>(() => first.Read(Path));
        Assert.Throws<IOException>(() => first.Sync(Path));
        Assert.Throws<IOException>(() => first.Delete(Path));
        Assert.Equal("second"u8.ToArray(), second.Read(Path));
    }

    [Fact]
    public void The_power_fails_in_the_middle_of_the_operation_behind_a_number_of_them()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var mount = disk.Mount();
        disk.FailAfter(3);
        mount.Write(Path, "one"u8);
        mount.Sync(Path);
        Assert.False(disk.HasFailed);
        Assert.Throws<IOException>(() => mount.Write(Path, "two"u8));
        Assert.True(disk.HasFailed && mount.IsDead);
        Assert.Throws<IOException>(() => mount.Read(Path));
        using var next = disk.Mount();
        Assert.False(disk.HasFailed);
        Assert.Contains(next.Read(Path), new[] { "one"u8.ToArray(), "two"u8.ToArray() });
    }

    [Fact]
    public void One_operation_fails_or_all_from_one_on()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var mount = disk.Mount();
        mount.Write(Path, "0123"u8);
        disk.FailOnceAfter(0, DiskFailure.Full);
        Assert.Equal("No space left on device.", Assert.Throws<IOException>(() => mount.Write(Path, "abcd"u8)).Message);
        Assert.Equal("ab23"u8.ToArray(), mount.Read(Path));
        mount.Write(Path, "abcd"u8);
        disk.FailOnceAfter(1, DiskFailure.Broken, isLasting: true);
        mount.Write(Path, "ABCD"u8);
        Assert.Throws<IOException>(() => mount.Sync(Path));
        Assert.Throws<IOException>(() => mount.Sync(Path));
        disk.Heal();
        mount.Sync(Path);
        disk.Kill(power: true);
        Assert.Equal("ABCD"u8.ToArray(), disk.Contents(Path));
    }

    [Theory]
    [InlineData(false, "new")]
    [InlineData(true, "old")]
    public void The_sync_behind_a_failed_one_makes_up_for_it_or_does_not(bool forgets, string expected)
    {
        var disk = new LossyDisk(new Random(1).Next) { ForgetsAfterFailedSync = forgets };
        using var mount = disk.Mount();
        mount.Write(Path, "old"u8);
        mount.Sync(Path);
        mount.Write(Path, "new"u8);
        disk.FailOnceAfter(0, DiskFailure.Broken);
        Assert.Throws<IOException>(() => mount.Sync(Path));
        mount.Sync(Path);
        Assert.Equal("new"u8.ToArray(), mount.Read(Path));
        disk.Kill(power: true);
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(disk.Contents(Path)));
    }

    [Fact]
    public void A_clone_and_its_original_do_not_change_each_other()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var mount = disk.Mount();
        mount.Write(Path, Filled('a', 100_000));
        mount.Sync(Path);
        mount.Write(Path, "unsynced"u8);
        var clone = disk.Clone(_ => 0);
        clone.Flip(Path, (8 * 50_000) + 1);
        clone.Replace("/data/new", "more"u8);
        mount.Write(Path, "original"u8, 20_000);
        Assert.Equal([Path], disk.Files);
        Assert.Equal(["/data/file", "/data/new"], clone.Files);
        Assert.Equal((byte)'a', disk.Contents(Path)[50_000]);
        Assert.Equal((byte)('a' ^ 2), clone.Contents(Path)[50_000]);
        Assert.Equal((byte)'a', clone.Contents(Path)[20_000]);
        Assert.Equal((byte)'o', disk.Contents(Path)[20_000]);

        // What was not synced, the clone may lose as well; the turned bit stays.
        var second = disk.Clone(_ => 0);
        second.Kill(power: true);
        Assert.Equal(Filled('a', 100_000), second.Contents(Path));
        clone.Delete("/data/new");
        clone.Kill(power: true);
        Assert.Equal((byte)('a' ^ 2), clone.Contents(Path)[50_000]);
        Assert.Equal([Path], clone.Files);
    }

    private static IEnumerable<byte[]?> AfterPowerCut(Action<DiskMount> work) => After(power: true, work);

    /// <summary>What is left of the file, for a number of seeds.</summary>
    private static IEnumerable<byte[]?> After(bool power, Action<DiskMount> work)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var disk = new LossyDisk(new Random(seed).Next);
            using var mount = disk.Mount();
            work(mount);
            disk.Kill(power);
            yield return disk.Files.Contains(Path) ? disk.Contents(Path) : null;
        }
    }

    private static byte[] Filled(char character, int length) => [.. Enumerable.Repeat((byte)character, length)];
}
