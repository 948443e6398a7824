using System.Globalization;
using MoCluster.Disks;
using SQLitePCL;

namespace MoCluster.Faults.Disks;

/// <summary>SQLite on a <see cref="LossyDisk"/>: several connections work together, and the disk's failures arrive as SQLite's errors.</summary>
public sealed class VfsTests
{
    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=50;";
    private const string Table = "CREATE TABLE t (id INTEGER PRIMARY KEY, tx INTEGER, body BLOB)";
    private static readonly byte[] Body = new byte[3_000];

    [Fact]
    public async Task Writers_and_readers_on_several_threads_see_whole_transactions()
    {
        const int Writers = 2, Readers = 2, Each = 150;
        var disk = new LossyDisk(new Random(1).Next);
        using var mount = disk.Mount();
        using var first = RawDatabase.Open(mount, Settings + Table);
        var writers = Enumerable.Range(1, Writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                using var database = RawDatabase.Open(mount, Settings);
                for (var made = 0; made < Each; made++)
                {
                    database.Execute("BEGIN IMMEDIATE");
                    database.Insert(writer, Body);
                    database.Insert(-writer, Body);
                    database.Execute("COMMIT");
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        var written = Task.WhenAll(writers);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var database = RawDatabase.Open(mount, Settings);
                var before = 0;
                do
                {
                    var row = database.Query("SELECT count(*), coalesce(sum(tx), 0) FROM t")[0];
                    Assert.Equal("0", row[1]);
                    var now = int.Parse(row[0], CultureInfo.InvariantCulture);
                    Assert.True(now >= before && now % 2 == 0);
                    before = now;
                }
                while (!written.IsCompleted);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll([.. readers, written]);
        Assert.Equal($"{2 * Writers * Each}", first.Value("SELECT count(*) FROM t"));
        Assert.Equal("ok", first.Value("PRAGMA integrity_check"));
    }

    [Theory]
    [InlineData(0, DiskFailure.Broken, raw.SQLITE_IOERR_WRITE)]
    [InlineData(0, DiskFailure.Full, raw.SQLITE_FULL)]
    [InlineData(2, DiskFailure.Broken, raw.SQLITE_IOERR_FSYNC)]
    [InlineData(2, DiskFailure.Full, raw.SQLITE_IOERR_FSYNC)]
    public void A_failed_operation_is_an_error_of_the_commit(int operations, DiskFailure failure, int expected)
    {
        var disk = new LossyDisk(new Random(1).Next);
        using (var mount = disk.Mount())
        {
            using var database = RawDatabase.Open(mount, Settings + Table);
            database.Insert(1, []);

            // A commit of one page writes the frame's header, the page, and syncs.
            disk.FailOnceAfter(operations, failure);
            Assert.Equal(expected, Assert.Throws<SqliteFailure>(() => database.Insert(2, [])).Extended);
            database.Insert(3, []);
        }

        disk.Kill(power: true);
        using var next = disk.Mount();
        using var reopened = RawDatabase.Open(next);
        Assert.Equal(["1", "3"], reopened.Query("SELECT tx FROM t ORDER BY tx").Select(row => row[0]));
    }

    [Fact]
    public void A_disk_without_room_refuses_a_commit_until_it_has_room()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var mount = disk.Mount();
        using var database = RawDatabase.Open(mount, Settings + Table);
        disk.Capacity = disk.Files.Sum(file => disk.Contents(file).Length) + 6_000;
        database.Insert(1, []);
        Assert.Equal(raw.SQLITE_FULL, Assert.Throws<SqliteFailure>(() => database.Insert(2, Body)).Extended);
        disk.Capacity = long.MaxValue;
        database.Insert(3, Body);
        Assert.Equal("ok", database.Value("PRAGMA integrity_check"));
        Assert.Equal("2", database.Value("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_connection_of_a_killed_process_gets_errors_and_harms_nobody()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var first = disk.Mount();
        using (var dead = RawDatabase.Open(first, Settings + Table))
        {
            dead.Execute("BEGIN");
            dead.Insert(1, Body);
            using var second = disk.Mount();
            using var living = RawDatabase.Open(second, Settings);
            living.Insert(2, Body);
            Assert.Equal(raw.SQLITE_IOERR, Assert.Throws<SqliteFailure>(() => dead.Execute("COMMIT")).Extended & 0xff);
            living.Insert(3, Body);
            Assert.Equal("2", living.Value("SELECT count(*) FROM t"));
        }

        using var third = disk.Mount();
        using var reopened = RawDatabase.Open(third);
        Assert.Equal("2", reopened.Value("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_test_can_hold_a_commit_before_its_sync()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using var mount = disk.Mount();
        using var database = RawDatabase.Open(mount, Settings + Table);
        var (arrived, goOn) = (new TaskCompletionSource<string>(), new TaskCompletionSource());
        disk.BeforeSync = path =>
        {
            arrived.TrySetResult(path);
            goOn.Task.Wait(CancellationToken.None);
        };
        var commit = Task.Run(() => database.Insert(1, Body), TestContext.Current.CancellationToken);
        Assert.Equal(RawDatabase.Path + "-wal", await arrived.Task);

        // The commit is not confirmed, so it may be lost; the same disk goes on meanwhile.
        var clone = disk.Clone(_ => 0);
        clone.Kill(power: true);
        Assert.False(commit.IsCompleted);
        goOn.SetResult();
        await commit;
        using var ofClone = clone.Mount();
        using var other = RawDatabase.Open(ofClone);
        Assert.Equal("0", other.Value("SELECT count(*) FROM t"));
        Assert.Equal("1", database.Value("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_turned_bit_reaches_SQLite()
    {
        var disk = new LossyDisk(new Random(1).Next);
        using (var mount = disk.Mount())
        using (var database = RawDatabase.Open(mount, Settings + Table))
            database.Insert(1, [.. Enumerable.Repeat((byte)'x', 3_000)]);
        var at = disk.Contents(RawDatabase.Path).AsSpan().IndexOf("xxxx"u8);
        disk.Flip(RawDatabase.Path, 8L * at);
        using var next = disk.Mount();
        using var damaged = RawDatabase.Open(next);
        Assert.Equal("yxxx", damaged.Value("SELECT substr(body, 1, 4) FROM t"));
    }
}
