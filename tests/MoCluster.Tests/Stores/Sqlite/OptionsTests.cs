using System.ComponentModel.DataAnnotations;
using MoCluster.Stores.Sqlite;
using MoCluster.Tests.Configuration;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>Options that are wrong say so before anything is touched.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.Empty(Annotations.Problems(new SqliteOptions()));

    [Fact]
    public void Each_wrong_option_is_named_with_what_would_be_right()
    {
        var options = new SqliteOptions
        {
            Directory = " ",
            MaxQueuedCommits = 0,
            MaxBatchCommits = 0,
            MaxBatchEvents = 0,
            TailEvents = -1,
            Readers = 0,
            CacheKiB = 1,
            CheckpointPages = 1,
            TrimBatch = 0,
        };
        Assert.Equal(
            [
                "The Directory field is required.",
                "The field MaxQueuedCommits must be between 1 and 1000000.",
                "The field MaxBatchCommits must be between 1 and 100000.",
                "The field MaxBatchEvents must be between 1 and 1000000.",
                "The field TailEvents must be between 0 and 100000000.",
                "The field Readers must be between 1 and 256.",
                "The field CacheKiB must be between 1024 and 16777216.",
                "The field CheckpointPages must be between 16 and 1048576.",
                "The field TrimBatch must be between 1 and 1000000.",
            ],
            Annotations.Problems(options));
    }

    [Fact]
    public async Task Wrong_options_open_nothing()
    {
        await using var fixture = new SqliteFixture();
        var thrown = await Assert.ThrowsAsync<ValidationException>(() => fixture.OpenAsync(options => options with { Readers = 0 }));
        Assert.Contains("Readers", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Disk.Files);
    }
}
