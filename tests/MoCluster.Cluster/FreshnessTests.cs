using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;

namespace MoCluster.Cluster;

/// <summary>What one silo has confirmed is visible at every other silo.</summary>
public sealed class FreshnessTests
{
    private const string Namespace = """mutation { event_namespace_create(input: {name: "fresh"}) { name } }""";

    private const string Listener = """
        mutation($user: String!) { event_listener_create(input: {namespace: "fresh", user_key: $user, routing_key: "r"}) { uuid } }
        """;

    private const string Send = """
        mutation($subject: String!) { event_send(input: {namespace: "fresh", routing_key: "r", subject: $subject}) }
        """;

    private const string Fetch = "query($listener: UUID!) { event_fetch(filter: {listener: $listener}) { subject token } }";

    private const string Acknowledge = "mutation($token: EventToken!) { event_acknowledge(input: $token) }";

    [Fact]
    public async Task An_event_sent_at_one_silo_is_fetched_at_another_without_waiting()
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        var clients = cluster.Silos.Select((silo, i) => new SiloClient(new Endpoints(silo.Address), $"c{i}", i, TimeSpan.FromSeconds(30))).ToArray();
        try
        {
            await AskAsync(clients[0], Namespace, new { });
            var listener = (await AskAsync(clients[1], Listener, new { user = "l" })).Data.GetProperty("uuid").GetGuid();
            for (var i = 0; i < 100; i++)
            {
                await AskAsync(clients[i % 3], Send, new { subject = $"s{i}" });
                var found = await AskAsync(clients[(i + 1 + (i / 3 % 2)) % 3], Fetch, new { listener });
                Assert.True(found.Data.ValueKind == System.Text.Json.JsonValueKind.Object, $"s{i} was sent, and the fetch after it found nothing.");
                Assert.Equal($"s{i}", found.Data.GetProperty("subject").GetString());
                await AskAsync(clients[i % 2], Acknowledge, new { token = found.Data.GetProperty("token").GetString() });
            }
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }

    private static async Task<Answer> AskAsync(SiloClient client, string document, object variables)
    {
        var answer = await client.SendAsync(document, variables, cancellation: TestContext.Current.CancellationToken);
        Assert.True(answer.Kind == AnswerKind.Confirmed, $"{answer.Kind}: {answer.Message}");
        return answer;
    }
}
