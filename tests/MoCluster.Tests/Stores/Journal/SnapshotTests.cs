using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Journal;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>Snapshots are written beside the commits, and segments go when nobody needs them.</summary>
public sealed class SnapshotTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_reads_the_snapshot_and_what_follows_it()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        var key = new ObjectKey("org_unit", Guid.NewGuid());
        for (var number = 1; number <= 60; number++)
        {
            // Each snapshot at its place: how far the last one reaches does not depend on the threads.
            await store.CommitAsync(Register(key, number));
            await store.SnapshotsIdle;
        }

        await store.DisposeAsync();
        Assert.Single(fixture.Snapshots);

        var reads = fixture.Files.Count("read", "log-");
        store = await fixture.OpenAsync(options => Small(options) with { VerifySegments = false });
        Assert.True(fixture.Files.Count("read", "log-") - reads < fixture.Segments.Length);
        var history = await store.ReadRegistrationsAsync(key, 0, 100, Cancellation);
        Assert.Equal(Enumerable.Range(1, 60).Select(number => (long)number), history.Select(row => row.Number));
        Assert.Contains("snapshot up to frame", fixture.Log.Of(5000)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("snapshot up to frame 0.", fixture.Log.Of(5000)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_go_on_while_a_snapshot_is_written()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        using var gate = new FlushGate(fixture.Files, "write", "state-");
        while (!gate.Reached.IsCompleted)
            await store.CommitAsync(JournalFixture.Events("before"));
        for (var i = 0; i < 100; i++)
            await store.CommitAsync(JournalFixture.Events("during"));
        Assert.False(store.SnapshotsIdle.IsCompleted);
        gate.Open();
        await store.SnapshotsIdle;
        var subjects = await JournalFixture.SubjectsAsync(store);
        await store.DisposeAsync();
        Assert.Equal(subjects, await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task A_snapshot_has_its_name_only_when_it_is_on_the_disk()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        while (fixture.Files.Count("rename", "state-") == 0)
        {
            await store.CommitAsync(JournalFixture.Events("filler"));
            await store.SnapshotsIdle;
        }

        var done = fixture.Files.Done();
        var renamed = done.ToList().FindIndex(line => line.StartsWith("rename state-", StringComparison.Ordinal));
        var written = done.ToList().FindLastIndex(renamed, line => line.StartsWith("write state-", StringComparison.Ordinal));
        Assert.Contains(done.Skip(written).Take(renamed - written), line => line.StartsWith("flush state-", StringComparison.Ordinal));
        Assert.Contains(done.Skip(renamed), line => line.StartsWith("flush directory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snapshot_that_fails_is_logged_and_the_log_kept()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        fixture.Files.Before = (done, name) =>
        {
            if (done == "flush" && name.StartsWith("state-", StringComparison.Ordinal))
                throw new IOException("no space");
        };
        while (fixture.Log.Of(5003).Count < 2)
        {
            await store.CommitAsync(JournalFixture.Events("filler"));
            await store.SnapshotsIdle;
        }

        var subjects = await JournalFixture.SubjectsAsync(store);
        await store.DisposeAsync();
        Assert.Empty(fixture.Failures);
        Assert.All(fixture.Snapshots, path => Assert.EndsWith(".tmp", path, StringComparison.Ordinal));

        // The next start throws away what was left of them.
        fixture.Files.Before = (_, _) => { };
        Assert.Equal(subjects, await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
        Assert.Empty(fixture.Snapshots);
    }

    /// <summary>Commits so much that there are several segments, each when the snapshot before it is written, however slow the disk is.</summary>
    private static async Task FillAsync(JournalStore store)
    {
        for (var i = 0; i < 200; i++)
        {
            await store.CommitAsync(JournalFixture.Events($"filler {i}"));
            await store.SnapshotsIdle;
        }
    }

    [Fact]
    public async Task Segments_go_when_a_snapshot_covers_them_and_all_their_events_may_go()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        await FillAsync(store);
        var before = fixture.Segments;
        Assert.True(before.Length > 3);

        await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        Assert.True(fixture.Segments.Length <= 2, string.Join(' ', fixture.Segments));
        Assert.Equal(before[^1], fixture.Segments[^1]);
        Assert.Empty(await JournalFixture.SubjectsAsync(store));
        await store.DisposeAsync();
        store = await fixture.OpenAsync(Small);
        Assert.Equal(201, (await store.CommitAsync(JournalFixture.Events("next"))).Events[0].Event.Number);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_snapshot_keeps_what_caused_the_events_of_an_entry(bool paused)
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        var listener = new ListenerDefinition(
            Guid.NewGuid(), Actor.Anonymous, JournalFixture.Stream, "traced", Guid.NewGuid(), ListenerPolicy.Default, DateTimeOffset.UnixEpoch,
            paused ? new ListenerPause(DateTimeOffset.UnixEpoch, "for a test") : null);
        await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Definitions = [new DefinitionWrite.PutListener(listener)] });
        var epoch = await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [new GroupWrite { Group = listener.Group, TakeEpoch = true }] });
        var made = await store.CommitAsync(new Commit
        {
            Id = Guid.NewGuid(),
            Events = [new EventDraft(listener.Stream, Guid.NewGuid(), "s", 1, "s", TraceParent: "00-0123456789abcdef0123456789abcdef-fedcba9876543210-01")],
        });
        var progress = new ListenerProgress
        {
            Listener = listener.Uuid,
            Frontier = 0,
            Rows = [new EntryRow("s", [made.Events[0].Event], 1, null, Parked: true, Silenced: false)],
        };
        await store.CommitAsync(new Commit
        {
            Id = Guid.NewGuid(),
            Groups = [new GroupWrite { Group = listener.Group, Epoch = epoch.Epochs[0], Listeners = [progress] }],
        });
        for (var i = 0; i < 100; i++)
        {
            await store.CommitAsync(JournalFixture.Events("filler"));
            await store.SnapshotsIdle;
        }

        await store.DisposeAsync();
        store = await fixture.OpenAsync(options => Small(options) with { VerifySegments = false });
        Assert.DoesNotContain("snapshot up to frame 0.", fixture.Log.Of(5000)[^1], StringComparison.Ordinal);
        var read = Assert.Single((await store.ReadGroupAsync(listener.Group, Cancellation)).Listeners);
        Assert.Equal((listener, made.Events[0].Event), (read.Definition, Assert.Single(Assert.Single(read.Rows).Events)));
    }

    [Fact]
    public async Task A_segment_with_one_event_that_is_needed_stays()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        var slow = new StreamKey("tests", "slow");
        var listener = new ListenerDefinition(
            Guid.NewGuid(), Actor.Anonymous, slow, "slow", Guid.NewGuid(), ListenerPolicy.Default, DateTimeOffset.UnixEpoch);
        await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Definitions = [new DefinitionWrite.PutListener(listener)] });
        await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Events = [new EventDraft(slow, Guid.NewGuid(), "needed", 1, "needed")] });
        await FillAsync(store);
        var first = fixture.Segments[0];
        await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        Assert.Equal(first, fixture.Segments[0]);
        Assert.True(fixture.Segments.Length <= 3);
        Assert.Equal("needed", Assert.Single(await store.ReadEventsAsync(slow, 1, 10, Cancellation)).Subject);
        await store.DisposeAsync();
        store = await fixture.OpenAsync(Small);
        Assert.Equal("needed", Assert.Single(await store.ReadEventsAsync(slow, 1, 10, Cancellation)).Subject);

        await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Definitions = [new DefinitionWrite.DeleteListener(listener.Uuid)] });
        await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        Assert.NotEqual(first, fixture.Segments[0]);
    }

    [Fact]
    public async Task A_segment_that_could_not_be_deleted_is_deleted_at_the_next_start()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(Small);
        for (var i = 0; i < 100; i++)
            await store.CommitAsync(JournalFixture.Events($"filler {i}"));
        await store.SnapshotsIdle;
        fixture.Files.Before = (done, _) =>
        {
            if (done == "delete")
                throw new IOException("held by a virus scanner");
        };
        await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        Assert.NotEmpty(fixture.Log.Of(5005));
        for (var i = 0; i < 100; i++)
            await store.CommitAsync(JournalFixture.Events($"more {i}"));
        await store.SnapshotsIdle;
        await store.DisposeAsync();
        var before = fixture.Segments.Length;
        fixture.Files.Before = (_, _) => { };
        store = await fixture.OpenAsync(Small);
        Assert.True(fixture.Segments.Length < before);
        Assert.Single(fixture.Snapshots);
        Assert.Equal(100, (await JournalFixture.SubjectsAsync(store)).Length);
    }

    private static JournalOptions Small(JournalOptions options) =>
        options with { SegmentBytes = 4096, SnapshotBytes = 4096, TailEvents = 0 };

    private static Commit Register(ObjectKey key, long number) => new()
    {
        Id = Guid.NewGuid(),
        Registrations =
        [
            new RegistrationWrite
            {
                Object = key,
                Number = number,
                Actor = Actor.Anonymous,
                Operation = MutationKind.Edit,
                State = [.. new byte[300]],
                Presence = [Validity.Always],
            },
        ],
    };
}
