using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>A queue that holds only a part of its backlog in memory, over HTTP.</summary>
public sealed class BacklogApiTests
{
    private const int Cap = 50;

    [Fact]
    public async Task A_backlog_of_three_times_the_queues_cap_delays_no_live_event_and_is_delivered_once()
    {
        using var directory = new TemporaryDirectory();
        var limit = $"Events:LaneEntries={Cap}";
        var seen = new HashSet<string>();
        QueueApi queue;
        await using (var first = await SiloRun.StartAsync(directory.Path, limit))
        {
            queue = await QueueApi.PrepareAsync(first.Http);
            await queue.SendAsync([.. Enumerable.Range(0, 3 * Cap).Select(i => ($"worse-{i}", 20_000))]);
            Assert.StartsWith("worse-", (await TakeAsync(first.Http, queue, 1, seen)).Single(), StringComparison.Ordinal);
            await queue.SendAsync(("live", 10_000), ("urgent", 1));
            while ((await queue.EventsAsync("{priorities: [1, 10000]}")).Length < 2)
            {
            }

            Assert.Equal(["urgent", "live"], await TakeAsync(first.Http, queue, 2, seen));
            var unread = await UnreadAsync(queue);
            Assert.InRange(unread, Cap, 3 * Cap);

            var refused = await first.Http.FailAsync(
                "mutation($uuid: UUID!, $subjects: [String!]!) { event_silence(input: {listeners: {uuids: [$uuid]}, subjects: $subjects}) }",
                new { uuid = queue.Listener, subjects = new[] { $"worse-{(3 * Cap) - 1}" } });
            Assert.Equal("OVERLOADED", refused.Code());
            Assert.Contains($"'worse-{(3 * Cap) - 1}' may be among the ", refused.Message(), StringComparison.Ordinal);

            while (seen.Count < 2 * Cap)
                await TakeAsync(first.Http, queue, 20, seen);
            await first.KillAsync();
        }

        await using var second = await SiloRun.StartAsync(directory.Path, limit);
        while (seen.Count < (3 * Cap) + 2)
            Assert.NotEmpty(await TakeAsync(second.Http, queue, 20, seen));
        Assert.Null(await second.Http.FetchAsync(queue.Listener));
    }

    /// <summary>Fetches the events that are there or still come, checks that none is repeated, and acknowledges them.</summary>
    private static async Task<string[]> TakeAsync(HttpClient http, QueueApi queue, int count, HashSet<string> seen)
    {
        var fetched = await http.FetchManyAsync(queue.Listener, count, wait: 30);
        foreach (var item in fetched)
        {
            Assert.True(seen.Add(item.Subject), $"{item.Subject} came again.");
            await http.AcknowledgeAsync(item.Token);
        }

        return [.. fetched.Select(item => item.Subject)];
    }

    private static async Task<long> UnreadAsync(QueueApi queue) =>
        (await queue.ReadAsync("status { unread }")).GetProperty("status").GetProperty("unread").GetInt64();
}
