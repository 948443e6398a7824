using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Tests.Listeners.Queues;

/// <summary>Which part of the log is read next when not all lanes have room.</summary>
public sealed class ReadPlanTests
{
    private const int Window = 10;
    private const int Limit = 50;

    [Fact]
    public void While_all_lanes_have_room_the_log_is_read_in_order()
    {
        Assert.Equal(new LogRange(null, 6, 12), Next(Room(5), Room(5), Room(5), head: 12));
        Assert.Equal(new LogRange(null, 6, 55), Next(Room(5), Room(5), Room(5), head: 55));
        Assert.Null(Next(Room(12), Room(12), Room(12), head: 12));
    }

    [Fact]
    public void When_the_log_may_not_fit_better_priorities_are_read_first()
    {
        Assert.Equal(new LogRange(PriorityLane.Better, 6, 56), Next(Room(5), Room(5), Room(5), head: 56));
        Assert.Equal(new LogRange(PriorityLane.Better, 6, 1_000), Next(Room(5), Room(5), Room(5), head: 1_000));
        Assert.Equal(new LogRange(null, 6, 1_000), Next(Room(1_000), Room(5), Room(5), head: 1_000));
        Assert.Equal(new LogRange(PriorityLane.Better, 1_001, 1_003), Next(Room(1_000), Room(5), Room(5), head: 1_003));
    }

    [Fact]
    public void A_full_lane_does_not_block_the_others()
    {
        Assert.Equal(new LogRange(PriorityLane.Better, 6, 1_000), Next(Room(5), Full(7), Full(9), head: 1_000));
        Assert.Null(Next(Room(1_000), Full(7), Full(9), head: 1_000));

        // No lane takes worse events, so only the default lane's events are read, several windows at once.
        Assert.Equal(new LogRange(PriorityLane.Default, 8, 7 + (ReadPlan.Span * Window)), Next(Room(9_999), Room(7), Full(5), head: 9_999));
        Assert.Equal(new LogRange(PriorityLane.Default, 8, 12), Next(Full(5), Room(7), Full(5), head: 12));
        Assert.Equal(new LogRange(null, 8, 12), Next(Full(5), Room(7), Room(7), head: 12));
    }

    [Fact]
    public void The_worse_lane_follows_the_default_lane()
    {
        Assert.Equal(new LogRange(PriorityLane.Worse, 6, 100), Next(Room(100), Room(100), Room(5), head: 100));
        Assert.Equal(new LogRange(PriorityLane.Worse, 6, 90), Next(Room(100), Full(90), Room(5), head: 100));
        Assert.Equal(new LogRange(PriorityLane.Worse, 6, 90), Next(Room(100), Room(90), Room(5), head: 100));
        Assert.Equal(new LogRange(PriorityLane.Default, 91, 100), Next(Room(100), Room(90), new(5, LaneAppetite.Some), head: 100));
        Assert.Null(Next(Room(100), Full(90), Room(95), head: 100));
    }

    [Fact]
    public void A_lane_with_little_room_takes_events_that_are_read_anyway_and_causes_no_read()
    {
        var little = new LaneState(5, LaneAppetite.Little);
        Assert.Null(Next(little, little, little, head: 100));
        Assert.Equal(new LogRange(null, 6, 12), Next(little, Room(5), little, head: 12));
    }

    [Fact]
    public void Every_plan_reads_the_log_to_its_end()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var head = random.Next(1, 400);
            var cursors = Enumerable.Range(0, PriorityLanes.Count).Select(_ => (long)random.Next(head + 1)).ToArray();
            var reads = 0;
            while (Next(Room(cursors[0]), Room(cursors[1]), Room(cursors[2]), head) is { } read)
            {
                Assert.True(++reads < 500, $"seed {seed}, round {round}: {read} of {string.Join(' ', cursors)}, head {head}");
                Read(cursors, read);
            }

            Assert.All(cursors, cursor => Assert.Equal(head, cursor));
        }
    }

    [Fact]
    public void Of_several_listeners_the_most_urgent_then_the_farthest_behind_is_served()
    {
        var (log, better, worse) = (new LogRange(null, 50, 90), new LogRange(PriorityLane.Better, 70, 90), new LogRange(PriorityLane.Worse, 9, 20));
        Assert.Null(ReadPlan.Choose([]));
        Assert.Equal(better, ReadPlan.Choose([log, better, worse]));
        Assert.Equal(worse, ReadPlan.Choose([log, worse]));
        Assert.Equal(log, ReadPlan.Choose([log, log with { From = 60 }]));
        Assert.Equal(new LogRange(PriorityLane.Better, 3, 90), ReadPlan.Choose([better, new(PriorityLane.Better, 3, 80), log]));
    }

    private static LogRange? Next(LaneState better, LaneState normal, LaneState worse, long head) =>
        ReadPlan.Next(better, normal, worse, head, Limit, Window);

    /// <summary>Performs a read as of a log that holds events of every lane everywhere.</summary>
    private static void Read(long[] cursors, LogRange read)
    {
        var to = Math.Min(read.To, read.From + Window - 1);
        for (var lane = 0; lane < cursors.Length; lane++)
        {
            if ((read.Lane is null || (int)read.Lane == lane) && cursors[lane] >= read.From - 1)
                cursors[lane] = Math.Max(cursors[lane], to);
        }
    }

    private static LaneState Room(long cursor) => new(cursor, LaneAppetite.Much);

    private static LaneState Full(long cursor) => new(cursor, LaneAppetite.None);
}
