using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Tests.Listeners.Model;

namespace MoCluster.Tests.Listeners.Queues;

/// <summary>
/// The costs that docs/architecture.md §10 sets for a large backlog, with bounds that hold on a loaded machine; ./mo bench measures them.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class QueueScaleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 8, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pending_entry_costs_200_bytes_with_a_subject_of_36_characters()
    {
        const int Entries = 300_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var queue = Backlog(Entries);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Entries;
        output.WriteLine($"{each:F1} bytes a pending entry");
        Assert.Equal(Entries, queue.Listeners.Single().Table.Count);
        Assert.InRange(each, 50, 220);
    }

    [Fact]
    public void A_fetch_compares_no_more_than_the_logarithm_of_the_backlog()
    {
        var small = FetchAndSettle(Backlog(1_000));
        var large = FetchAndSettle(Backlog(200_000));
        output.WriteLine($"a fetch and its acknowledgement: {small:F2} µs at 1 000 pending, {large:F2} µs at 200 000");

        // A linear cost would be 200 times as much.
        Assert.True(large < small * 25 + 50, $"{large:F2} µs at 200 000 pending, {small:F2} µs at 1 000.");
    }

    [Fact]
    public void A_fetch_does_not_scan_a_key_that_a_hundred_thousand_entries_share()
    {
        var listener = Definition();
        var queue = Queue(listener);
        for (var number = 1; number <= 100_000; number++)
            queue.TakeLog(queue.Find(listener.Uuid)!, [Record(number, $"s{number}", "the one key")], Now);
        var took = FetchAndSettle(queue);
        output.WriteLine($"a fetch and its acknowledgement behind one key: {took:F2} µs");
        Assert.True(took < 2_000, $"{took:F2} µs");
    }

    [Fact]
    public void A_subject_that_keeps_changing_holds_three_numbers_and_constant_memory()
    {
        var listener = Definition();
        var queue = Queue(listener);
        var queued = queue.Find(listener.Uuid)!;
        for (var number = 1; number <= 100_000; number++)
            queue.TakeLog(queued, [Record(number, "s", "s") with { Priority = number == 5_000 ? 1 : 9 }], Now);
        Assert.Equal([1, 5_000, 100_000], queued.Events.Pending(queued.SlotOf("s")).Select(record => record.Number));
        Assert.InRange(queued.Numbers.Chunks, 1, 3);
        Assert.True(queue.IsDue(Now));
    }

    private static double FetchAndSettle(ListenerQueue queue)
    {
        const int Rounds = 500;
        var listener = queue.Listeners.Single();
        for (var round = 0; round < Rounds; round++)
            Round();
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
            Round();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rounds;

        void Round()
        {
            var turn = queue.Begin(Now);
            var handOut = turn.Fetch(listener, 1)!;
            turn.Seal();
            turn.Complete();
            turn = queue.Begin(Now);
            Assert.True(EventToken.TryParse(handOut.Deliveries[0].Token, out var token) && turn.Acknowledge(token));
            turn.Seal();
            turn.Complete();
        }
    }

    private static ListenerQueue Backlog(int entries)
    {
        var listener = Definition();
        var queue = Queue(listener);
        var queued = queue.Find(listener.Uuid)!;
        for (var number = 1; number <= entries; number++)
            queue.TakeLog(queued, [Record(number, new Guid(number, 7, 7, new byte[8]).ToString("D"), null)], Now);
        return queue;
    }

    private static EventRecord Record(long number, string subject, string? key) =>
        new(number, new Guid((int)number, 1, 1, new byte[8]), subject, (int)(number % 5) + 1, Now, key ?? subject);

    private static ListenerQueue Queue(ListenerDefinition listener) => new(
        new GroupState(listener.Group, 1, [], [new ListenerState(listener, 1, 0, [], [], 0)]),
        1,
        Guid.NewGuid(),
        ImmutableDictionary<(Guid, long), EventRecord>.Empty,
        new QueueLimits(10_000, TimeSpan.FromMinutes(1), 10_000_000),
        Now);

    private static ListenerDefinition Definition()
    {
        var uuid = new Guid(1, 1, 1, new byte[8]);
        return new ListenerDefinition(uuid, Guid.Empty, new StreamKey("n", "r"), "l", uuid, ListenerPolicy.Default, Now);
    }
}
