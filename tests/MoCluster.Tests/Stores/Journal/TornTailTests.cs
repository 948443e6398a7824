using MoCluster.Stores.Journal;
using MoCluster.Stores.Journal.Log;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>What a crash leaves of the last frame is cut and reported; nothing that was confirmed is lost.</summary>
public sealed class TornTailTests
{
    [Fact]
    public async Task The_last_frame_may_end_at_any_byte()
    {
        await using var fixture = new JournalFixture();
        var (whole, begin) = await WriteAsync(fixture);
        for (var length = begin; length < whole.Length; length++)
            await ExpectCutAsync(fixture, whole[..length], begin, cut: length > begin);
    }

    [Fact]
    public async Task The_last_frame_may_be_zero_from_any_byte_on()
    {
        await using var fixture = new JournalFixture();
        var (whole, begin) = await WriteAsync(fixture);
        for (var from = begin; from < whole.Length; from++)
        {
            var content = whole.ToArray();
            if (content.AsSpan(from).IndexOfAnyExcept((byte)0) < 0)
                continue;
            content.AsSpan(from).Clear();
            await ExpectCutAsync(fixture, content, begin, cut: true);
        }
    }

    [Fact]
    public async Task A_bit_of_the_last_frame_may_be_wrong()
    {
        await using var fixture = new JournalFixture();
        var (whole, begin) = await WriteAsync(fixture);
        for (var at = begin; at < whole.Length; at++)
        {
            var content = whole.ToArray();
            content[at] ^= (byte)(1 << (at % 8));
            await ExpectCutAsync(fixture, content, begin, cut: true);
        }
    }

    [Fact]
    public async Task A_last_frame_that_was_confirmed_is_not_cut()
    {
        await using var fixture = new JournalFixture();
        var (whole, begin) = await WriteAsync(fixture);
        for (var length = begin; length < whole.Length; length++)
        {
            File.WriteAllBytes(fixture.OnlySegment, whole[..length]);
            var before = fixture.Content();
            var damage = await Assert.ThrowsAsync<JournalDamagedException>(() => fixture.OpenAsync());
            Assert.Equal((fixture.OnlySegment, (long)begin), (damage.File, damage.Offset));
            Assert.Contains("confirmed up to frame 3", damage.Message, StringComparison.Ordinal);
            Assert.Equal(before, fixture.Content());
        }

        File.WriteAllBytes(fixture.OnlySegment, whole);
        Assert.Equal(["a", "b", "c", "d"], await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task Segments_that_are_gone_are_missed()
    {
        await using var fixture = new JournalFixture();
        await WriteAsync(fixture);
        var segment = fixture.OnlySegment;
        File.Delete(segment);
        var damage = await Assert.ThrowsAsync<JournalDamagedException>(() => fixture.OpenAsync());
        Assert.Equal(segment, damage.File);
        Assert.Empty(fixture.Segments);
    }

    [Theory, InlineData(""), InlineData("no mark at all")]
    public async Task A_mark_that_is_spoilt_says_nothing(string content)
    {
        await using var fixture = new JournalFixture();
        await WriteAsync(fixture);
        File.WriteAllText(fixture.Confirmed, content);
        Assert.Equal(["a", "b", "c", "d"], await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(35), InlineData(36)]
    public async Task A_crash_while_the_first_segment_is_made_leaves_an_empty_journal(int length)
    {
        await using var fixture = new JournalFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        File.WriteAllBytes(fixture.OnlySegment, new byte[length]);
        var store = await fixture.OpenAsync();
        Assert.Single(fixture.Log.Of(5001));
        await store.CommitAsync(JournalFixture.Events("a"));
        await store.DisposeAsync();
        Assert.Equal(["a"], await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task A_crash_while_a_further_segment_is_made_goes_on_in_the_one_before()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        for (var i = 0; i < 5; i++)
            await store.CommitAsync(JournalFixture.Events($"{i}"));
        await store.DisposeAsync();
        File.WriteAllBytes(Path.Combine(fixture.Directory, LogSegment.NameOf(6)), [1, 2, 3]);

        store = await fixture.OpenAsync();
        // Its name is gone for good before the segment before it outgrows it.
        var done = fixture.Files.Done();
        var deletion = done.SkipWhile(line => !line.StartsWith("delete ", StringComparison.Ordinal)).Take(2);
        Assert.Equal([$"delete {LogSegment.NameOf(6)}", "flush directory "], deletion);
        await store.CommitAsync(JournalFixture.Events("z"));
        await store.DisposeAsync();
        Assert.Single(fixture.Segments);
        string[] expected = ["0", "1", "2", "3", "4", "z"];
        Assert.Equal(expected, await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task What_was_found_is_flushed_before_it_is_built_upon()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        await store.CommitAsync(JournalFixture.Events("a"));
        await store.DisposeAsync();
        var flushes = fixture.Files.Count("flush", "log-");
        await fixture.OpenAsync();
        Assert.Equal(flushes + 1, fixture.Files.Count("flush", "log-"));
    }

    /// <summary>Three frames; the last one is to be torn.</summary>
    private static async Task<(byte[] Whole, int Begin)> WriteAsync(JournalFixture fixture)
    {
        var store = await fixture.OpenAsync();
        await store.CommitAsync(JournalFixture.Events("a", "b"));
        await store.CommitAsync(JournalFixture.Events("c"));
        var begin = (int)new FileInfo(fixture.OnlySegment).Length;
        await store.CommitAsync(JournalFixture.Events("d"));
        await store.DisposeAsync();
        return (File.ReadAllBytes(fixture.OnlySegment), begin);
    }

    private static async Task ExpectCutAsync(JournalFixture fixture, byte[] content, int begin, bool cut)
    {
        var segment = fixture.OnlySegment;
        File.WriteAllBytes(segment, content);

        // The crash came before the frame was confirmed.
        File.Delete(fixture.Confirmed);
        var reports = fixture.Log.Of(5001).Count;
        var store = await fixture.OpenAsync();
        Assert.Equal(["a", "b", "c"], await JournalFixture.SubjectsAsync(store));
        if (cut)
        {
            Assert.Equal(reports + 1, fixture.Log.Of(5001).Count);
            var report = fixture.Log.Of(5001)[^1];
            Assert.Contains(segment, report, StringComparison.Ordinal);
            Assert.Contains($"byte {begin} ", report, StringComparison.Ordinal);
            Assert.Contains($"{content.Length - begin} bytes", report, StringComparison.Ordinal);
        }

        // It goes on where it was cut.
        Assert.Equal(4, (await store.CommitAsync(JournalFixture.Events("e"))).Events[0].Event.Number);
        await store.DisposeAsync();
        store = await fixture.OpenAsync();
        Assert.Equal(["a", "b", "c", "e"], await JournalFixture.SubjectsAsync(store));
        await store.DisposeAsync();
    }
}
