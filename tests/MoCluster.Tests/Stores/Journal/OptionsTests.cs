using System.ComponentModel.DataAnnotations;
using MoCluster.Stores.Journal;
using MoCluster.Tests.Configuration;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>Options that are wrong say so before anything is touched.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.Empty(Annotations.Problems(new JournalOptions()));

    [Fact]
    public void Each_wrong_option_is_named_with_what_would_be_right()
    {
        var options = new JournalOptions
        {
            Directory = " ",
            MaxQueuedCommits = 0,
            MaxGroupCommits = 0,
            MaxGroupBytes = 0,
            MaxCommitBytes = 5,
            SegmentBytes = 5,
            TailEvents = -1,
            SnapshotBytes = 0,
            MaxFileReads = 0,
        };
        Assert.Equal(
            [
                "The Directory field is required.",
                "The field MaxQueuedCommits must be between 1 and 1000000.",
                "The field MaxGroupCommits must be between 1 and 100000.",
                "The field MaxGroupBytes must be between 1 and 268435456.",
                "The field MaxCommitBytes must be between 1024 and 268435456.",
                "The field SegmentBytes must be between 4096 and 1099511627776.",
                "The field TailEvents must be between 0 and 100000000.",
                "The field SnapshotBytes must be between 4096 and 1099511627776.",
                "The field MaxFileReads must be between 1 and 1024.",
            ],
            Annotations.Problems(options));
    }

    [Fact]
    public async Task Wrong_options_open_nothing()
    {
        await using var fixture = new JournalFixture();
        var thrown = await Assert.ThrowsAsync<ValidationException>(() => fixture.OpenAsync(options => options with { SegmentBytes = 1 }));
        Assert.Contains("SegmentBytes", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(fixture.Directory));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_made()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { Directory = Path.Combine(fixture.Directory, "a", "b") });
        await store.CommitAsync(JournalFixture.Events("a"));
        Assert.Equal(["a"], await JournalFixture.SubjectsAsync(store));
    }
}
