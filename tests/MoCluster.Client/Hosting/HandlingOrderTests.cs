using MoCluster.Client.Hosting.Handling;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What may be handled now: one subject and one key at a time, in the order in which the events came.</summary>
public sealed class HandlingOrderTests
{
    [Fact]
    public void Events_of_one_subject_or_one_key_wait_for_each_other_in_order_and_others_overtake_them()
    {
        var order = new HandlingOrder(parallelism: 10);
        Turn first = new("a", "k", 1), sameKey = new("b", "k", 2), sameSubject = new("b", "l", 3), other = new("c", "m", 4);
        Add(order, first, sameKey, sameSubject, other);
        Assert.Equal([first, other], StartAll(order));
        order.Finish(first, isDone: true);

        // sameSubject waits for sameKey, which has its subject and came before it.
        Assert.Equal([sameKey], StartAll(order));
        order.Finish(sameKey, isDone: true);
        Assert.Equal([sameSubject], StartAll(order));
    }

    [Fact]
    public void No_more_run_at_once_than_the_parallelism()
    {
        var order = new HandlingOrder(parallelism: 2);
        Turn[] turns = [new("a", "a", 1), new("b", "b", 2), new("c", "c", 3)];
        Add(order, turns);
        Assert.Equal(turns[..2], StartAll(order));
        Assert.Equal((1, 2), (order.Waiting, order.Open));
        order.Finish(turns[1], isDone: false);
        Assert.Equal(turns[2..], StartAll(order));
    }

    [Fact]
    public void A_handler_that_has_ended_makes_room_while_its_subject_waits_until_the_event_is_settled()
    {
        var order = new HandlingOrder(parallelism: 1);
        Turn first = new("a", "a", 1), same = new("a", "a", 2), other = new("b", "b", 3);
        Add(order, first, same, other);
        Assert.Equal([first], StartAll(order));
        order.BeginSettling(first);
        Assert.Equal([other], StartAll(order));
        order.Finish(other, isDone: true);
        Assert.Empty(StartAll(order));
        order.Finish(first, isDone: true);
        Assert.Equal([same], StartAll(order));
    }

    [Fact]
    public void A_delivery_that_came_while_the_same_event_was_handled_is_done_with_it_unless_that_failed_or_it_is_newer()
    {
        var order = new HandlingOrder(parallelism: 1);
        Turn handled = new("a", "a", 5), again = new("a", "a", 5), newer = new("a", "a", 6), other = new("b", "b", 1);
        Add(order, handled);
        Assert.Equal([handled], StartAll(order));
        Add(order, again, newer, other);
        order.Finish(handled, isDone: true);
        Assert.Equal((true, false, false), (again.IsDoneAlready, newer.IsDoneAlready, other.IsDoneAlready));

        Assert.Equal([again], StartAll(order));
        order.Finish(again, isDone: false);
        Assert.Equal([newer], StartAll(order));
        var newest = new Turn("a", "a", 6);
        Add(order, newest);
        order.Finish(newer, isDone: false);
        Assert.False(newest.IsDoneAlready);
    }

    [Fact]
    public void What_waits_can_be_taken_out_and_what_runs_cannot()
    {
        var order = new HandlingOrder(parallelism: 1);
        Turn[] turns = [new("a", "a", 1), new("b", "b", 2), new("c", "c", 3)];
        Add(order, turns);
        Assert.Equal(turns[..1], StartAll(order));
        Assert.False(order.Forget(turns[0]));
        Assert.True(order.Forget(turns[1]));
        Assert.Equal(turns[2..], order.TakeWaiting());
        order.Finish(turns[0], isDone: true);
        Assert.Null(order.StartNext());
    }

    [Fact]
    public void In_any_order_of_events_none_of_one_subject_or_key_is_overtaken_by_a_later_one_or_runs_beside_it()
    {
        var random = new Random(20);
        for (var round = 0; round < 200; round++)
        {
            var parallelism = random.Next(1, 5);
            var order = new HandlingOrder(parallelism);
            var running = new List<Turn>();
            var handling = new List<Turn>();
            var started = new List<Turn>();
            for (var number = 0; number < 40 || order.Waiting > 0 || running.Count > 0; number++)
            {
                if (number < 40)
                    order.Add(new Turn($"s{random.Next(6)}", $"k{random.Next(6)}", number));
                foreach (var turn in StartAll(order))
                {
                    Assert.DoesNotContain(running, other => other.Subject == turn.Subject || other.Key == turn.Key);
                    Assert.DoesNotContain(started, other => (other.Subject == turn.Subject || other.Key == turn.Key) && other.Number > turn.Number);
                    running.Add(turn);
                    handling.Add(turn);
                    started.Add(turn);
                }

                if (handling.Count > 0 && random.Next(2) == 0)
                {
                    var handled = handling[random.Next(handling.Count)];
                    handling.Remove(handled);
                    order.BeginSettling(handled);
                }

                Assert.True(handling.Count <= parallelism);
                if (running.Count > 0 && (number >= 40 || random.Next(2) == 0))
                {
                    var ended = running[random.Next(running.Count)];
                    running.Remove(ended);
                    handling.Remove(ended);
                    order.Finish(ended, random.Next(2) == 0);
                }
            }

            Assert.Equal(40, started.Count);
        }
    }

    private static void Add(HandlingOrder order, params Turn[] turns)
    {
        foreach (var turn in turns)
            order.Add(turn);
    }

    private static List<Turn> StartAll(HandlingOrder order)
    {
        var started = new List<Turn>();
        while (order.StartNext() is { } next)
            started.Add(next);
        return started;
    }
}
