namespace MoCluster.Client.Tests.Objects;

/// <summary>What an import counts when its file was sent more than once.</summary>
public sealed class ImportTallyTests
{
    [Fact]
    public void What_is_sent_again_counts_once_but_for_the_objects_that_were_unchanged_then()
    {
        var tally = new ImportTally();
        tally.Begin();
        tally.Sent(10);
        Assert.True(tally.Refuse(3));
        tally.Take(new ImportProgress(0, 8, 6, 5, 0, 0, 1, 0));
        Assert.Equal(new ImportProgress(10, 8, 6, 5, 0, 0, 1, 0), tally.Progress);

        // The server had stored that two lines were decided, so it begins after them.
        tally.Begin();
        tally.Sent(10);
        Assert.False(tally.Refuse(3));
        Assert.True(tally.Refuse(9));
        tally.Take(new ImportProgress(0, 5, 4, 0, 0, 1, 1, 0));
        Assert.Equal(6, tally.Progress.Done);
        tally.Take(new ImportProgress(0, 10, 10, 3, 0, 3, 5, 1));

        // Three of those that were refused were not told.
        Assert.Equal(new ImportProgress(10, 10, 10, 8, 0, 3, 5, 1), tally.Progress);
    }
}
