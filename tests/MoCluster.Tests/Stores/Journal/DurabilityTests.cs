namespace MoCluster.Tests.Stores.Journal;

/// <summary>Nothing is answered or built upon before it, its file and its file's name are on the disk.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public async Task New_files_are_on_the_disk_with_their_names_before_a_frame_goes_into_them()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { SegmentBytes = 4096 });
        for (var i = 0; i < 60; i++)
            await store.CommitAsync(JournalFixture.Events($"filler {i}"));
        await store.DisposeAsync();

        var done = fixture.Files.Done().ToList();
        Assert.Equal(
            ["flush directory ", "create incarnation.tmp", "write incarnation.tmp", "flush incarnation.tmp", "rename incarnation", "flush directory "],
            done.Take(6));
        Assert.True(fixture.Segments.Length > 1);
        foreach (var segment in fixture.Segments.Select(path => Path.GetFileName(path)))
        {
            var create = done.IndexOf($"create {segment}");
            Assert.Equal([$"create {segment}", $"write {segment}", $"flush {segment}", "flush directory "], done.Skip(create).Take(4));
        }
    }

    [Fact]
    public async Task Names_that_an_earlier_process_left_are_on_the_disk_before_anything_is_built_on_them()
    {
        await using var fixture = new JournalFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        var before = fixture.Files.Done().Count;
        var store = await fixture.OpenAsync();
        await store.CommitAsync(JournalFixture.Events("a"));
        Assert.Equal("flush directory ", fixture.Files.Done()[before]);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Each_frame_is_written_after_the_flush_of_the_one_before_and_answered_after_its_own()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var flushes = fixture.Files.Count("flush", "log-");
            await store.CommitAsync(JournalFixture.Events($"{i}"));
            Assert.True(fixture.Files.Count("flush", "log-") > flushes);
        })));
        var begun = fixture.Files.Done().ToList().FindIndex(line => line.StartsWith("create log-", StringComparison.Ordinal));
        var appended = fixture.Files.Done().Skip(begun + 3).Where(line => line.Contains(" log-", StringComparison.Ordinal));
        Assert.All(appended.Chunk(2), pair => Assert.Equal(["write", "flush"], pair.Select(line => line.Split(' ')[0])));
    }
}
