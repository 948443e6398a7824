using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Requests;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>What happens to calls that wait at a group whose activation ends.</summary>
public sealed class RequestQueueTests
{
    private static readonly Refusal End = new(RefusalCode.Superseded, "The activation has ended.", Retriable: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_that_wait_when_the_queue_closes_or_come_later_are_refused(bool waits)
    {
        var options = new ListenerOptions();
        var queue = new RequestQueue(options);
        var listener = Guid.NewGuid();
        var fetch = new FetchRequest(listener, 1, int.MaxValue, long.MaxValue);
        var acknowledge = new AcknowledgeRequest([]);
        var look = new ListRequest(new EntryQuery(listener, new EntryFilter(), 0, 1), options);
        var move = new PositionRequest(listener, 1);
        if (!waits)
            queue.Close(End);
        Assert.True(queue.TryAdd(fetch));
        Assert.True(queue.TryAdd(acknowledge));
        Assert.True(queue.TryAdd(look));
        Assert.True(queue.TryAdd(move));
        if (waits)
        {
            Assert.DoesNotContain(true, new[] { fetch.Answer.IsCompleted, acknowledge.Answer.IsCompleted, look.Answer.IsCompleted, move.Answer.IsCompleted });
            queue.Close(End);
        }

        Assert.True(fetch.Answer.IsCompleted && acknowledge.Answer.IsCompleted && look.Answer.IsCompleted && move.Answer.IsCompleted);
        Assert.Equal(End, (await fetch.Answer).Refusal);
        Assert.Equal(End, (await acknowledge.Answer).Refusal);
        Assert.Equal(End, (await look.Answer).Refusal);
        Assert.Equal(End, (await move.Answer).Refusal);
        Assert.False(queue.HasCommands || queue.HasPositions || queue.Fetches.Any);
    }
}
