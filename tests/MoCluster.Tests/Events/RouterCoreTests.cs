using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Events;

namespace MoCluster.Tests.Events;

public sealed class RouterCoreTests
{
    private static readonly StreamKey Stream = new("test", "thing");
    private static readonly Guid Group = new("10000000-0000-0000-0000-000000000000");
    private static readonly Guid Listener = new("20000000-0000-0000-0000-000000000000");

    [Fact]
    public void Batches_in_order_are_handed_over_unchanged()
    {
        var core = Awake(head: 5);
        core.Accept(Batch(6, 8));
        Assert.Equal([6, 7, 8], Numbers(Assert.Single(core.Next())));
    }

    [Fact]
    public void At_most_one_hand_over_is_outstanding_and_the_rest_follows_as_one()
    {
        var core = Awake(head: 0);
        core.Accept(Batch(1, 1));
        Assert.Single(core.Next());
        core.Accept(Batch(2, 3));
        core.Accept(Batch(4, 4));
        Assert.Empty(core.Next());
        core.Completed(Listener);
        Assert.Equal([2, 3, 4], Numbers(Assert.Single(core.Next())));
    }

    [Fact]
    public void An_overtaken_batch_is_awaited_and_both_are_handed_over_in_order()
    {
        var core = Awake(head: 0);
        core.Accept(Batch(3, 4));
        Assert.True(core.HasGap);
        Assert.Empty(core.Next());
        core.Accept(Batch(1, 2));
        Assert.False(core.HasGap);
        Assert.Equal([1, 2, 3, 4], Numbers(Assert.Single(core.Next())));
    }

    [Fact]
    public void A_lost_batch_is_filled_from_the_log()
    {
        var core = Awake(head: 0);
        core.Accept(Batch(3, 4));
        core.Fill(Batch(1, 2).Events);
        Assert.False(core.HasGap);
        Assert.Equal([1, 2, 3, 4], Numbers(Assert.Single(core.Next())));
    }

    [Fact]
    public void A_head_seen_by_the_sweep_is_a_gap_until_it_is_filled()
    {
        var core = Awake(head: 0);
        core.AcceptHead(2);
        Assert.True(core.HasGap);
        core.Fill(Batch(1, 2).Events);
        Assert.Equal([1, 2], Numbers(Assert.Single(core.Next())));
    }

    [Fact]
    public void A_listener_behind_the_tail_gets_only_the_number()
    {
        var core = new RouterCore(0, new RouterOptions { TailEvents = 4 });
        core.Subscribe(Group, Listener);
        core.Accept(Batch(1, 1));
        core.Next();
        core.Accept(Batch(2, 10));
        core.Completed(Listener);
        var handOver = Assert.Single(core.Next());
        Assert.True(handOver.Events.IsDefault);
        Assert.Equal(10, handOver.Reached);
    }

    [Fact]
    public void A_sleeping_listener_gets_nothing_and_another_group_cannot_put_it_to_sleep()
    {
        var core = Awake(head: 0);
        core.Unsubscribe(Listener, Listener);
        core.Accept(Batch(1, 1));
        Assert.Single(core.Next());
        core.Completed(Listener);
        core.Unsubscribe(Group, Listener);
        core.Accept(Batch(2, 2));
        Assert.Empty(core.Next());
    }

    [Fact]
    public void Through_loss_duplication_and_reordering_every_listener_gets_everything_once_in_order()
    {
        for (var seed = 0; seed < 500; seed++)
            Play(seed);
    }

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var options = new RouterOptions { TailEvents = 16, BatchEvents = 5, EarlyBatches = 3 };
        var core = new RouterCore(0, options);
        var reached = new Dictionary<Guid, long>();
        var outstanding = new HashSet<Guid>();
        var inFlight = new List<EventBatch>();
        long head = 0;
        for (var step = 0; step < 200; step++)
        {
            switch (random.Next(6))
            {
                case 0:
                    var listener = new Guid(random.Next(4), 0, 0, new byte[8]);
                    var from = core.Subscribe(Group, listener)!.Value;
                    // The listener reads the log by itself, up to the number that it gets when it wakes.
                    reached[listener] = Math.Max(reached.GetValueOrDefault(listener), from);
                    break;
                case 1 or 2:
                    var count = random.Next(1, 7);
                    inFlight.Add(Batch(head + 1, head + count));
                    head += count;
                    break;
                case 3 when inFlight.Count > 0:
                    var at = random.Next(inFlight.Count);
                    if (random.Next(4) > 0)
                        core.Accept(inFlight[at]);
                    if (random.Next(4) > 0)
                        inFlight.RemoveAt(at);
                    break;
                case 4:
                    if (random.Next(3) == 0)
                        core.AcceptHead(head);
                    if (core.HasGap)
                        Fill(core, random.Next(5) == 0);
                    break;
                default:
                    foreach (var done in outstanding.Where(_ => random.Next(2) == 0).ToArray())
                    {
                        outstanding.Remove(done);
                        core.Completed(done);
                    }

                    break;
            }

            Take(core, reached, outstanding, options, seed);
        }

        core.AcceptHead(head);
        Fill(core, letGo: false);
        while (outstanding.Count > 0 || reached.Values.Any(number => number < head))
        {
            foreach (var done in outstanding.ToArray())
            {
                outstanding.Remove(done);
                core.Completed(done);
            }

            var before = reached.Values.Sum();
            Take(core, reached, outstanding, options, seed);
            Assert.True(outstanding.Count > 0 || reached.Values.All(number => number == head), $"seed {seed}: a listener never learns of {head}");
            Assert.True(outstanding.Count == 0 || reached.Values.Sum() >= before, $"seed {seed}");
        }
    }

    private static void Fill(RouterCore core, bool letGo)
    {
        if (letGo)
            core.SkipTo(core.Known);
        else if (core.HasGap)
            core.Fill(Batch(core.Reached + 1, core.Known).Events);
    }

    private static void Take(RouterCore core, Dictionary<Guid, long> reached, HashSet<Guid> outstanding, RouterOptions options, int seed)
    {
        foreach (var handOver in core.Next())
        {
            Assert.True(outstanding.Add(handOver.Listener), $"seed {seed}: two hand-overs to one listener at once");
            if (!handOver.Events.IsDefault)
            {
                var numbers = Numbers(handOver);
                Assert.InRange(numbers.Length, 1, options.BatchEvents);
                Assert.Equal(Enumerable.Range(0, numbers.Length).Select(index => numbers[0] + index), numbers);
                Assert.True(numbers[0] <= reached[handOver.Listener] + 1, $"seed {seed}: {handOver.Listener} was at {reached[handOver.Listener]} and got {numbers[0]}");
            }

            Assert.True(handOver.Reached <= core.Known, $"seed {seed}: a hand-over passes the committed head");
            reached[handOver.Listener] = Math.Max(reached[handOver.Listener], handOver.Reached);
        }
    }

    private static RouterCore Awake(long head)
    {
        var core = new RouterCore(head, new RouterOptions());
        Assert.Equal(head, core.Subscribe(Group, Listener));
        return core;
    }

    private static long[] Numbers(HandOver handOver) => [.. handOver.Events.Select(record => record.Number)];

    private static EventBatch Batch(long first, long last) => new(
        Stream,
        Guid.Empty,
        [.. Enumerable.Range(0, (int)(last - first + 1)).Select(index =>
            new EventRecord(first + index, Guid.Empty, "subject", 10_000, DateTimeOffset.UnixEpoch, "subject"))]);
}
