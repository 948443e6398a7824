using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>The three operations of OS2mo's documentation ("Events"), word for word (docs/os2mo.md §1).</summary>
public sealed class SeedOperationsTests
{
    private const string CreateListener = """
        mutation CreateListener {
          event_listener_create(
            input: {
              namespace: "MO"
              user_key: "engagement_listener_1"
              routing_key: "engagement"
            }
          ) {
            uuid
          }
        }
        """;

    private const string GetEvent = """
        query GetEvent($listener_uuid: UUID!) {
          event_fetch(filter: { listener: $listener_uuid }) {
            uuid
            subject
            token
          }
        }

        """;

    private const string Ack = """
        mutation Ack($token: EventToken!) {
          event_acknowledge(input: $token)
        }
        """;

    [Fact]
    public async Task The_documented_operations_run_unchanged()
    {
        await using var run = await SiloRun.StartAsync(null);
        var http = run.Http;
        var listener = (await http.AskAsync(CreateListener)).GetProperty("event_listener_create").GetProperty("uuid").GetGuid();
        var again = (await http.AskAsync(CreateListener)).GetProperty("event_listener_create").GetProperty("uuid").GetGuid();
        Assert.Equal(listener, again);
        Assert.Equal("""{"event_fetch":null}""", (await http.AskAsync(GetEvent, new { listener_uuid = listener })).GetRawText());

        var engagement = await CreateEngagementAsync(http);
        var fetched = await PollAsync(http, listener);
        Assert.Equal(engagement.ToString("D"), fetched.GetProperty("subject").GetString());
        Assert.NotEqual(Guid.Empty, fetched.GetProperty("uuid").GetGuid());

        var acknowledged = await http.AskAsync(Ack, new { token = fetched.GetProperty("token").GetString() });
        Assert.Equal("""{"event_acknowledge":true}""", acknowledged.GetRawText());
        Assert.Equal("""{"event_fetch":null}""", (await http.AskAsync(GetEvent, new { listener_uuid = listener })).GetRawText());
    }

    /// <summary>
    /// Fetches until an event arrives. The document says "You should do this repeatedly, forever": its query does not wait.
    /// </summary>
    private static async Task<JsonElement> PollAsync(HttpClient http, Guid listener)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var fetched = (await http.AskAsync(GetEvent, new { listener_uuid = listener })).GetProperty("event_fetch");
            if (fetched.ValueKind != JsonValueKind.Null)
                return fetched;
        }
    }

    private static async Task<Guid> CreateEngagementAsync(HttpClient http)
    {
        var type = await http.CreateUnitTypeAsync();
        var unit = await http.CreateUnitAsync(type, "Roads");
        var person = await http.AskAsync("mutation { employee_create(input: {given_name: \"Anders\", surname: \"And\"}) { uuid } }");
        var made = await http.AskAsync(
            """
            mutation($person: UUID!, $unit: UUID!, $type: UUID!) {
              engagement_create(input: {
                person: $person, org_unit: $unit, engagement_type: $type, job_function: $type, validity: {from: "2021-01-01"}
              }) { uuid }
            }
            """,
            new { person = person.GetProperty("employee_create").GetProperty("uuid").GetGuid(), unit, type });
        return made.GetProperty("engagement_create").GetProperty("uuid").GetGuid();
    }
}
