using System.Text.Json;
using MoCluster.History.Workload;

namespace MoCluster.Faults.PostgreSql;

/// <summary>
/// Back-up by pg_dump and restore by pg_restore, as the run book describes them. What was committed after the back-up is gone, and its numbers
/// are given out again. No new event is skipped, and no token from before the restore settles one.
/// </summary>
public sealed class RestoreTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_from_before_a_restore_settles_nothing_new(bool renewed)
    {
        await using var run = await DatabaseRun.StartAsync();
        using var directory = new TemporaryDirectory();
        var dump = Path.Combine(directory.Path, "mocluster.dump");
        string[] restored = run.Settings("restored");
        var silo = await run.StartSiloAsync();
        using var client = new SiloClient(run.Endpoints, "client", 1, Patience);
        await AskAsync(client, "mutation { event_namespace_create(input: {name: \"n\"}) { name } }");
        var listener = (await AskAsync(
            client, "mutation { event_listener_create(input: {namespace: \"n\", user_key: \"l\", routing_key: \"r\"}) { uuid } }"))
            .GetProperty("uuid").GetGuid();
        await SendAsync(client, "kept");
        await run.Server.RunToolAsync("pg_dump", "--format=custom", $"--file={dump}", "postgres");
        await SendAsync(client, "lost");
        var before = await FetchAsync(client, listener);
        Assert.Equal(["kept 1", "lost 2"], before.Select(handed => $"{handed.Subject} {handed.Number}"));
        await run.StopAsync(silo);

        await run.Server.RunToolAsync("createdb", "restored");
        await run.Server.RunToolAsync("pg_restore", "--exit-on-error", "--dbname=restored", dump);
        if (renewed)
        {
            var (exitCode, said, errors) = await SiloRun.RunToEndAsync(["restored", .. restored]);
            Assert.True(exitCode == 0, errors);
            Assert.Contains("tokens and cursors from before the restore settle nothing", said, StringComparison.Ordinal);
        }

        silo = await run.StartSiloAsync(restored);
        await SendAsync(client, "new");
        foreach (var handed in before)
            await AskAsync(client, "mutation($token: EventToken!) { event_acknowledge(input: $token) }", new { token = handed.Token });
        var after = await FetchAsync(client, listener);

        // The number 2 was given out again. Without the step after the restore, its old token would have settled an event that nobody has seen.
        Assert.Equal(renewed ? ["kept 1", "new 2"] : [], after.Select(handed => $"{handed.Subject} {handed.Number}"));
        await run.StopAsync(silo);
    }

    private static Task<JsonElement> SendAsync(SiloClient client, string subject) => AskAsync(
        client,
        "mutation($subject: String!) { event_send(input: {namespace: \"n\", routing_key: \"r\", subject: $subject}) }",
        new { subject });

    private static async Task<List<(string Subject, long Number, string Token)>> FetchAsync(SiloClient client, Guid listener)
    {
        var handed = new List<(string, long, string)>();
        while (true)
        {
            var got = await AskAsync(
                client,
                "query($listener: UUID!) { events_fetch(filter: {listener: $listener}, wait_seconds: 1) { subject number token } }",
                new { listener });
            if (got.GetArrayLength() == 0)
                return handed;
            handed.AddRange(got.EnumerateArray().Select(item => (
                item.GetProperty("subject").GetString()!, item.GetProperty("number").GetInt64(), item.GetProperty("token").GetString()!)));
        }
    }

    private static async Task<JsonElement> AskAsync(SiloClient client, string document, object? variables = null)
    {
        var answer = await client.SendAsync(document, variables ?? new { }, wait: Patience);
        Assert.True(answer.Kind == AnswerKind.Confirmed, $"{answer.Code}: {answer.Message}");
        return answer.Data;
    }
}
