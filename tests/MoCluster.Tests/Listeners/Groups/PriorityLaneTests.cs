using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Listeners;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>Queues that hold only a part of their backlog in memory, on the simulator.</summary>
public sealed class PriorityLaneTests
{
    private const int Cap = 20;

    private static readonly ListenerOptions Small = new() { Window = 8, LaneEntries = Cap };

    [Fact]
    public void Background_events_never_delay_a_live_one() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            await PublishAsync(world, 20_000, Names("worse", 0, 3 * Cap));
            var first = await world.FetchAsync(listener, limit: 3);
            Assert.All(first, delivery => Assert.StartsWith("worse", delivery.Event.Subject, StringComparison.Ordinal));
            await PublishAsync(world, 10_000, ["live"]);
            await PublishAsync(world, 10, ["urgent"]);
            await Task.Delay(TimeSpan.FromMilliseconds(100), world.Time);
            var next = await world.FetchAsync(listener, limit: 2);
            Assert.Equal(["urgent", "live"], next.Select(delivery => delivery.Event.Subject));
            await world.AcknowledgeAsync(listener, next);
            await world.AcknowledgeAsync(listener, first);
            await DrainAsync(world, listener, [.. Names("worse", 0, 3 * Cap).Except(first.Select(delivery => delivery.Event.Subject))]);
        },
        Small);

    [Fact]
    public void Events_read_ahead_and_settled_are_not_read_again_after_a_crash() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            await PublishAsync(world, 20_000, Names("worse", 0, 2 * Cap));
            Assert.NotEmpty(await world.FetchAsync(listener, limit: 1));
            for (var round = 0; round < 3; round++)
            {
                const int live = Cap / 2;
                await PublishAsync(world, 10_000, Names("live", round * live, live));
                await PublishAsync(world, 20_000, Names("worse", (2 + round) * Cap, Cap));
                await StatusAsync(world, listener);
                await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
                for (var left = live; left > 0;)
                {
                    var given = await world.FetchAsync(listener, limit: left, seconds: 10);
                    Assert.NotEmpty(given);
                    Assert.All(given, delivery => Assert.StartsWith("live", delivery.Event.Subject, StringComparison.Ordinal));
                    await world.AcknowledgeAsync(listener, given);
                    left -= given.Length;
                }

                world.Crash();
            }

            await DrainAsync(world, listener, Names("worse", 0, 5 * Cap));
        },
        Small);

    [Fact]
    public void After_a_restart_over_a_long_log_the_urgent_events_come_first() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            await PublishAsync(world, 10_000, Names("live", 0, 3 * Cap));
            await PublishAsync(world, 20_000, Names("worse", 0, 3 * Cap));
            await PublishAsync(world, 1, ["urgent"]);
            world.Crash();
            Assert.Equal("urgent", Assert.Single(await world.FetchAsync(listener, limit: 1, seconds: 10)).Event.Subject);
            await DrainAsync(world, listener, [.. Names("live", 0, 3 * Cap), .. Names("worse", 0, 3 * Cap), "urgent"]);
        },
        Small);

    [Fact]
    public void Unread_events_cannot_be_silenced_or_parked_by_subject() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            await PublishAsync(world, 20_000, Names("worse", 0, 2 * Cap));
            await world.FetchAsync(listener, limit: 1);
            var status = await StatusAsync(world, listener);
            Assert.InRange(status.Pending + status.Leased, 1, Cap);
            Assert.True(status.Head - status.Read >= Cap, $"{status}");

            foreach (var verb in new[] { EntryVerb.Silence, EntryVerb.Park })
            {
                var refusal = (await ChangeAsync(world, listener, verb, "worse-1", $"worse-{(2 * Cap) - 1}")).Refusal!;
                Assert.Equal((RefusalCode.Overloaded, "input.subjects"), (refusal.Code, refusal.Path));
                Assert.Contains($"'worse-{(2 * Cap) - 1}' may be among the {status.Head - status.Read} events", refusal.Message, StringComparison.Ordinal);
                Assert.Equal(status, await StatusAsync(world, listener));
            }

            // Silenced, delayed and parked entries are in memory, so these verbs get an answer, and so do entries that were read.
            Assert.Equal(0, Value(await ChangeAsync(world, listener, EntryVerb.Replay, $"worse-{(2 * Cap) - 1}")).Changed);
            Assert.Equal(1, Value(await ChangeAsync(world, listener, EntryVerb.Silence, "worse-1")).Changed);
            await DrainAsync(world, listener, [.. Names("worse", 1, (2 * Cap) - 1)]);

            // Everything has been read now, so a subject that is not found does not exist.
            Assert.Equal(0, Value(await ChangeAsync(world, listener, EntryVerb.Silence, "nobody")).Changed);
        },
        Small);

    [Fact]
    public void Parked_events_have_room_of_their_own_and_stop_a_listener_only_when_it_is_used_up() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            await PublishAsync(world, 10_000, Names("s", 0, 4 * Cap));
            var parked = 0;
            while (await world.FetchAsync(listener, limit: 7, seconds: 1) is { Length: > 0 } given)
            {
                var commands = given.Select(delivery => new TokenCommand(delivery.Token, TokenVerb.Park)).ToArray();
                Assert.All(Value(await world.Group(listener).UseTokensAsync(Owner, [.. commands])), result => Assert.True(result.Stood));
                parked += given.Length;
            }

            var status = await StatusAsync(world, listener);
            Assert.Equal((parked, 0), (status.Parked, status.Pending));
            Assert.InRange(parked, 2 * Cap, (2 * Cap) + 7);
            Assert.Equal((4 * Cap) - parked, status.Head - status.Read);

            Value(await world.Group(listener).ChangeEntriesAsync(Owner, new EntryCommand(listener.Uuid, EntryVerb.Replay, new EntryFilter())));
            await DrainAsync(world, listener, Names("s", 0, 4 * Cap));
        },
        Small);

    [Fact]
    public void Events_coalesce_among_the_read_ones_and_an_older_one_follows_when_its_lane_is_read() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            await PublishAsync(world, 20_000, [.. Names("worse", 0, Cap), "s"]);
            await PublishAsync(world, 10_000, ["s"]);
            var seen = new List<(string Subject, int Priority)>();
            while (await world.FetchAsync(listener, limit: 1, seconds: 2) is [var delivery])
            {
                seen.Add((delivery.Event.Subject, delivery.Priority));
                await world.AcknowledgeAsync(listener, delivery);
            }

            Assert.Equal(("s", 10_000), seen[0]);
            Assert.Equal(("s", 20_000), seen[^1]);
            Assert.Equal(Cap + 2, seen.Count);
        },
        new ListenerOptions { Window = 64, LaneEntries = Cap });

    private static string[] Names(string what, int from, int count) => [.. Enumerable.Range(from, count).Select(i => $"{what}-{i}")];

    private static async Task PublishAsync(EventSimulation world, int priority, string[] subjects)
    {
        foreach (var batch in subjects.Chunk(15))
        {
            Value(await world.Namespace.PublishAsync(
                Owner, new Publication([.. batch.Select(subject => new PublishedEvent("r", subject, priority))])));
        }
    }

    private static async Task<ListenerStatus> StatusAsync(EventSimulation world, ListenerDefinition listener) =>
        Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid));

    private static Task<Outcome<EntryCommandResult>> ChangeAsync(
        EventSimulation world, ListenerDefinition listener, EntryVerb verb, params string[] subjects) =>
        world.Group(listener).ChangeEntriesAsync(Owner, new EntryCommand(listener.Uuid, verb, new EntryFilter([.. subjects])));

    /// <summary>Fetches and acknowledges every event once, including those whose lease a crash or a test left behind.</summary>
    private static async Task DrainAsync(EventSimulation world, ListenerDefinition listener, string[] expected)
    {
        var left = expected.ToHashSet();
        var until = world.Time.GetUtcNow() + (3 * ListenerPolicy.Default.Lease);
        while (left.Count > 0 && world.Time.GetUtcNow() < until)
        {
            var given = await world.FetchAsync(listener, limit: 9, seconds: 10);
            Assert.All(given, delivery => Assert.True(left.Remove(delivery.Event.Subject), $"{delivery.Event.Subject} was handed out twice."));
            await world.AcknowledgeAsync(listener, given);
        }

        Assert.Empty(left);
        Assert.Empty(await world.FetchAsync(listener));
    }
}
