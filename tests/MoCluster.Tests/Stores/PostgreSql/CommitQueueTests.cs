using System.Collections.Concurrent;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.PostgreSql.Queue;

namespace MoCluster.Tests.Stores.PostgreSql;

/// <summary>Which commits share a batch, and which wait for each other.</summary>
public sealed class CommitQueueTests
{
    private static readonly StreamKey One = new("n", "one");
    private static readonly StreamKey Other = new("n", "other");
    private readonly CommitQueue _queue = new(capacity: 100, maxCommits: 10, maxEvents: 100);

    [Fact]
    public async Task Commits_that_wait_for_a_stream_form_one_batch_when_it_is_free()
    {
        var first = Add(One);
        var group = await _queue.TakeAsync();
        Assert.Equal([first], group);

        // One more batch is on its way while the one before is being numbered.
        var next = Add(One);
        Assert.Equal([next], await _queue.TakeAsync());
        var (second, third) = (Add(One), Add(One));
        var elsewhere = Add(Other);
        Assert.Equal([elsewhere], await _queue.TakeAsync());
        _queue.Release(group!);
        Assert.Equal([second, third], await _queue.TakeAsync());
    }

    [Fact]
    public async Task A_commit_to_several_streams_is_not_starved_by_a_busy_one()
    {
        var one = await FillAsync(One);
        var other = await FillAsync(Other);
        var both = Add(One, Other);

        // Later commits to one of its streams wait behind it, while the other stream is still in use.
        Add(One);
        _queue.Release(one);
        var next = _queue.TakeAsync().AsTask();
        Assert.False(next.IsCompleted);
        Add(Other);
        _queue.Release(other);
        Assert.Contains(both, (await next)!);
    }

    [Fact]
    public async Task A_commit_that_shares_no_stream_with_those_under_way_does_not_wait()
    {
        await FillAsync(One);
        var alone = Add();
        Assert.Equal([alone], await _queue.TakeAsync());
    }

    [Fact]
    public async Task A_closed_queue_serves_waiting_commits_and_then_ends()
    {
        var first = await FillAsync(One);
        var second = Add(One);
        _queue.Close();
        Assert.False(_queue.TryAdd(new QueuedCommit(new Commit { Id = Guid.NewGuid() })));
        var next = _queue.TakeAsync().AsTask();
        _queue.Release(first);
        Assert.Equal([second], await next);
        Assert.Null(await _queue.TakeAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_commit_goes_once_and_no_two_batches_under_way_share_what_they_write(int seed)
    {
        const int commits = 5_000;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var random = new Random(seed);
        var served = new ConcurrentDictionary<Guid, int>();
        var writing = new ConcurrentDictionary<string, int>();
        var lanes = Enumerable.Range(0, 3).Select(_ => Task.Run(ServeAsync)).ToArray();
        var added = new List<Guid>();
        while (added.Count < commits)
        {
            var commit = new QueuedCommit(new Commit
            {
                Id = Guid.NewGuid(),
                Events = [.. Enumerable.Range(0, random.Next(3)).Select(_ =>
                    new EventDraft(new StreamKey("n", $"s{random.Next(3)}"), Guid.NewGuid(), "s", 1, "s"))],
                Definitions = random.Next(4) > 0 ? [] : [new DefinitionWrite.DeleteNamespace($"w{random.Next(3)}")],
            });
            limit.Token.ThrowIfCancellationRequested();
            if (_queue.TryAdd(commit))
                added.Add(commit.Commit.Id);
            else
                await Task.Yield();
        }

        _queue.Close();
        await Task.WhenAll(lanes).WaitAsync(limit.Token);
        Assert.Equal(added.Order(), served.Keys.Order());
        Assert.All(served.Values, times => Assert.Equal(1, times));

        async Task ServeAsync()
        {
            while (await _queue.TakeAsync() is { } group)
            {
                string[] written = [.. group.SelectMany(commit => commit.Commit.Definitions).Select(write => write.ToString()!).Distinct()];
                string[] streams = [.. group.SelectMany(commit => commit.Streams).Distinct().Select(stream => stream.ToString())];
                Assert.All(written, name => Assert.Equal(1, writing.AddOrUpdate(name, 1, (_, now) => now + 1)));
                Assert.All(streams, name => Assert.InRange(writing.AddOrUpdate(name, 1, (_, now) => now + 1), 1, 2));
                foreach (var commit in group)
                    served.AddOrUpdate(commit.Commit.Id, 1, (_, times) => times + 1);
                await Task.Yield();
                foreach (var name in written.Concat(streams))
                    writing.AddOrUpdate(name, 0, (_, now) => now - 1);
                _queue.Release(group);
            }
        }
    }

    /// <summary>Fills a stream with as many batches as may append to it.</summary>
    private async Task<IReadOnlyList<QueuedCommit>> FillAsync(StreamKey stream)
    {
        Add(stream);
        await _queue.TakeAsync();
        Add(stream);
        return (await _queue.TakeAsync())!;
    }

    private QueuedCommit Add(params StreamKey[] streams)
    {
        var commit = new QueuedCommit(new Commit
        {
            Id = Guid.NewGuid(),
            Events = [.. streams.Select(stream => new EventDraft(stream, Guid.NewGuid(), "s", 1, "s"))],
        });
        Assert.True(_queue.TryAdd(commit));
        return commit;
    }
}
