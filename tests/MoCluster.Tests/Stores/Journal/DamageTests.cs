using MoCluster.Stores.Journal;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>Damage before the last frame refuses the start, says file and offset, and changes nothing.</summary>
public sealed class DamageTests
{
    [Fact]
    public async Task A_wrong_bit_anywhere_before_the_last_frame_refuses_the_start()
    {
        await using var fixture = new JournalFixture();
        var begins = await WriteAsync(fixture, 4);
        var segment = fixture.OnlySegment;
        var whole = File.ReadAllBytes(segment);
        for (var at = 0; at < begins[^1]; at++)
        {
            var content = whole.ToArray();
            content[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(segment, content);
            var damage = await ExpectDamageAsync(fixture);
            Assert.Equal(segment, damage.File);
            Assert.Equal(at < begins[0] ? 0 : begins.Last(begin => begin <= at), damage.Offset);
            Assert.Contains(segment, damage.Message, StringComparison.Ordinal);
            Assert.Contains($"byte {damage.Offset}:", damage.Message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(segment, whole);
        Assert.Equal(4, (await JournalFixture.SubjectsAsync(await fixture.OpenAsync())).Length);
    }

    [Fact]
    public async Task A_frame_that_is_missing_between_others_refuses_the_start()
    {
        await using var fixture = new JournalFixture();
        var begins = await WriteAsync(fixture, 4);
        var whole = File.ReadAllBytes(fixture.OnlySegment);
        File.WriteAllBytes(fixture.OnlySegment, [.. whole[..begins[1]], .. whole[begins[2]..]]);
        Assert.Equal(begins[1], (await ExpectDamageAsync(fixture)).Offset);
    }

    [Fact]
    public async Task An_unfinished_frame_in_a_segment_that_others_follow_refuses_the_start()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { SegmentBytes = 4096 });
        while (fixture.Segments.Length < 3)
            await store.CommitAsync(JournalFixture.Events("filler of a segment"));
        await store.DisposeAsync();
        var first = File.ReadAllBytes(fixture.Segments[0]);
        File.WriteAllBytes(fixture.Segments[0], first[..^1]);
        Assert.Equal(fixture.Segments[0], (await ExpectDamageAsync(fixture)).File);
        File.WriteAllBytes(fixture.Segments[0], first);

        var second = File.ReadAllBytes(fixture.Segments[1]);
        var path = fixture.Segments[1];
        File.Delete(path);
        var missing = await ExpectDamageAsync(fixture);
        Assert.Equal(path, missing.File);
        Assert.Contains("missing", missing.Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, second);
        await fixture.OpenAsync();
    }

    [Fact]
    public async Task A_segment_of_another_journal_is_refused()
    {
        await using JournalFixture fixture = new(), other = new();
        await WriteAsync(fixture, 2);
        await WriteAsync(other, 2);
        File.Copy(other.OnlySegment, fixture.OnlySegment, overwrite: true);
        Assert.Contains("incarnation", (await ExpectDamageAsync(fixture)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_its_incarnation_is_refused()
    {
        await using var fixture = new JournalFixture();
        await WriteAsync(fixture, 2);
        var path = Path.Combine(fixture.Directory, "incarnation");
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        Assert.Equal(path, (await ExpectDamageAsync(fixture)).File);
        File.WriteAllText(path, "not a uuid");
        Assert.Equal(path, (await ExpectDamageAsync(fixture)).File);
        File.WriteAllBytes(path, content);
        await fixture.OpenAsync();
    }

    [Fact]
    public async Task A_wrong_bit_in_a_snapshot_or_in_the_events_before_it_refuses_the_start()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { SegmentBytes = 4096, SnapshotBytes = 4096 });
        while (fixture.Snapshots.Length == 0 || !store.SnapshotsIdle.IsCompleted)
        {
            await store.CommitAsync(JournalFixture.Events("filler of a segment"));
            await store.SnapshotsIdle;
        }

        await store.DisposeAsync();
        foreach (var path in new[] { Assert.Single(fixture.Snapshots), fixture.Segments[0] })
        {
            var whole = File.ReadAllBytes(path);
            for (var at = 0; at < whole.Length; at += 97)
            {
                var content = whole.ToArray();
                content[at] ^= 16;
                File.WriteAllBytes(path, content);
                Assert.Equal(path, (await ExpectDamageAsync(fixture)).File);
            }

            File.WriteAllBytes(path, whole[..^1]);
            Assert.Equal(path, (await ExpectDamageAsync(fixture)).File);
            File.WriteAllBytes(path, whole);
        }

        var first = fixture.Segments[0];
        File.Move(first, first + ".away");
        Assert.Contains("missing", (await ExpectDamageAsync(fixture)).Message, StringComparison.Ordinal);
        File.Move(first + ".away", first);

        await fixture.OpenAsync();
    }

    [Fact]
    public async Task Damage_that_was_not_looked_for_shows_when_it_is_read()
    {
        await using var fixture = new JournalFixture();
        static JournalOptions Limits(JournalOptions options) =>
            options with { SegmentBytes = 4096, SnapshotBytes = 4096, TailEvents = 0, VerifySegments = false };
        var store = await fixture.OpenAsync(Limits);
        for (var i = 0; i < 100; i++)
            await store.CommitAsync(JournalFixture.Events($"filler {i}"));
        await store.SnapshotsIdle;
        await store.DisposeAsync();
        Assert.NotEmpty(fixture.Snapshots);
        var first = fixture.Segments[0];
        var content = File.ReadAllBytes(first);
        content[^5] ^= 1;
        File.WriteAllBytes(first, content);

        store = await fixture.OpenAsync(Limits);
        var last = await store.ReadEventsAsync(JournalFixture.Stream, 100, 1, TestContext.Current.CancellationToken);
        Assert.Equal("filler 99", Assert.Single(last).Subject);
        var damage = await Assert.ThrowsAsync<JournalDamagedException>(() => JournalFixture.SubjectsAsync(store));
        Assert.Equal(first, damage.File);
    }

    /// <summary>Commits one event a frame.</summary>
    /// <returns>Where the frames begin.</returns>
    private static async Task<List<int>> WriteAsync(JournalFixture fixture, int frames)
    {
        var begins = new List<int>();
        var store = await fixture.OpenAsync();
        for (var i = 0; i < frames; i++)
        {
            begins.Add((int)new FileInfo(fixture.OnlySegment).Length);
            await store.CommitAsync(JournalFixture.Events($"subject {i}"));
        }

        await store.DisposeAsync();
        return begins;
    }

    private static async Task<JournalDamagedException> ExpectDamageAsync(JournalFixture fixture)
    {
        var before = fixture.Content();
        var damage = await Assert.ThrowsAsync<JournalDamagedException>(() => fixture.OpenAsync());
        Assert.Equal(before, fixture.Content());
        return damage;
    }
}
