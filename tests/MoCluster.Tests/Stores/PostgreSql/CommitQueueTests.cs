using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Tests.Stores.PostgreSql;

/// <summary>Which commits go together, and which wait for each other.</summary>
public sealed class CommitQueueTests
{
    private static readonly StreamKey One = new("n", "one");
    private static readonly StreamKey Other = new("n", "other");
    private readonly CommitQueue _queue = new(capacity: 100, maxCommits: 10, maxEvents: 100);

    [Fact]
    public async Task What_waits_for_a_stream_goes_together_when_it_is_free()
    {
        var first = Add(One);
        var group = await _queue.TakeAsync();
        Assert.Equal([first], group);

        // One more is on its way while the one before is numbered.
        var next = Add(One);
        Assert.Equal([next], await _queue.TakeAsync());
        var (second, third) = (Add(One), Add(One));
        var elsewhere = Add(Other);
        Assert.Equal([elsewhere], await _queue.TakeAsync());
        _queue.Release(group!);
        Assert.Equal([second, third], await _queue.TakeAsync());
    }

    [Fact]
    public async Task A_commit_to_several_streams_goes_though_there_is_always_somebody_at_one_of_them()
    {
        var one = await FillAsync(One);
        var other = await FillAsync(Other);
        var both = Add(One, Other);

        // Whoever comes to one of them later stands behind it, while the other is still taken.
        Add(One);
        _queue.Release(one);
        var next = _queue.TakeAsync().AsTask();
        Assert.False(next.IsCompleted);
        Add(Other);
        _queue.Release(other);
        Assert.Contains(both, (await next)!);
    }

    [Fact]
    public async Task What_shares_nothing_with_those_under_way_does_not_wait()
    {
        await FillAsync(One);
        var alone = Add();
        Assert.Equal([alone], await _queue.TakeAsync());
    }

    [Fact]
    public async Task A_closed_queue_serves_what_waits_and_then_ends()
    {
        var first = await FillAsync(One);
        var second = Add(One);
        _queue.Close();
        Assert.False(_queue.TryAdd(new PendingCommit(new Commit { Id = Guid.NewGuid() })));
        var next = _queue.TakeAsync().AsTask();
        _queue.Release(first);
        Assert.Equal([second], await next);
        Assert.Null(await _queue.TakeAsync());
    }

    /// <summary>As many groups as may be append to a stream.</summary>
    private async Task<IReadOnlyList<PendingCommit>> FillAsync(StreamKey stream)
    {
        Add(stream);
        await _queue.TakeAsync();
        Add(stream);
        return (await _queue.TakeAsync())!;
    }

    private PendingCommit Add(params StreamKey[] streams)
    {
        var commit = new PendingCommit(new Commit
        {
            Id = Guid.NewGuid(),
            Events = [.. streams.Select(stream => new EventDraft(stream, Guid.NewGuid(), "s", 1, "s"))],
        });
        Assert.True(_queue.TryAdd(commit));
        return commit;
    }
}
