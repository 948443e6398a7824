using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Hosting;

/// <summary>
/// The whole path in one process: a change passes its triggers and is committed with its event, which is fetched and acknowledged.
/// </summary>
public sealed class WholePathTests
{
    private const string Create =
        "mutation($type: UUID!, $name: String!) { org_unit_create(input: {name: $name, user_key: $name, org_unit_type: $type, "
        + "validity: {from: \"2021-01-01\"}}) { uuid } }";

    [Fact]
    public async Task A_trigger_that_refuses_leaves_nothing_behind()
    {
        await using var run = await SiloRun.StartAsync(null, "Triggers:Sample=true");
        var http = run.Http;
        var type = await http.CreateUnitTypeAsync();
        var listener = await http.ListenAsync("all");

        var refused = await http.FailAsync(Create, new { type, name = "forbidden" });
        Assert.Equal("E_INTEGRATION_ERROR", refused.Code());
        Assert.Contains("'forbidden-names' refused: No org unit may be called 'forbidden'", refused.Message(), StringComparison.Ordinal);
        var uuid = await http.CreateUnitAsync(type, "allowed");
        var renamed = await http.FailAsync(
            """
            mutation($uuid: UUID!) {
              org_unit_update(input: {uuid: $uuid, name: "forbidden", validity: {from: "2022-01-01"}}) { uuid }
            }
            """,
            new { uuid });
        Assert.Equal("E_INTEGRATION_ERROR", renamed.Code());

        // No object under any name, and no registration besides the one of the allowed unit.
        var found = await http.AskAsync(
            "{ org_units(filter: {from_date: null, to_date: null}) { objects { uuid registrations { registration_id } } } }");
        Assert.Equal(
            $$"""[{"uuid":"{{uuid}}","registrations":[{"registration_id":1}]}]""",
            found.GetProperty("org_units").GetProperty("objects").GetRawText());
        // No event: the only one has the stream's first number, and no other arrives within the wait.
        var fetched = await http.FetchManyAsync(listener, 10, wait: 30);
        Assert.Equal((uuid.ToString("D"), 1), (Assert.Single(fetched).Subject, fetched[0].Number));
        Assert.Empty(await http.FetchManyAsync(listener, 10, wait: 1.5));
    }

    [Fact]
    public async Task Triggerless_skips_the_trigger_but_not_the_event()
    {
        await using var run = await SiloRun.StartAsync(null, "Triggers:Sample=true");
        var type = await run.Http.CreateUnitTypeAsync();
        var listener = await run.Http.ListenAsync("all");
        using var response = await run.Http.PostAsJsonAsync(
            "/graphql?triggerless=1",
            new { query = Create, variables = new { type, name = "forbidden" } },
            TestContext.Current.CancellationToken);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var uuid = answer.GetProperty("data").GetProperty("org_unit_create").GetProperty("uuid").GetString();
        Assert.Equal(uuid, (await run.Http.FetchAsync(listener, wait: 30))!.Subject);
    }

    [Fact]
    public async Task A_token_from_before_a_power_cut_acknowledges_after_it()
    {
        using var directory = new TemporaryDirectory();
        Guid listener;
        FetchedEvent[] fetched;
        await using (var first = await SiloRun.StartAsync(directory.Path))
        {
            var type = await first.Http.CreateUnitTypeAsync();
            listener = await first.Http.ListenAsync("survivor", leaseSeconds: 3);
            var units = new[] { await first.Http.CreateUnitAsync(type, "a"), await first.Http.CreateUnitAsync(type, "b") };
            fetched = [(await first.Http.FetchAsync(listener, wait: 30))!, (await first.Http.FetchAsync(listener, wait: 30))!];
            Assert.Equal(units.Select(unit => unit.ToString("D")).Order(), fetched.Select(item => item.Subject).Order());
            await first.KillAsync();
        }

        await using var second = await SiloRun.StartAsync(directory.Path);
        var listed = await second.Http.AskAsync("{ org_units { objects { uuid } } me { actor { event_listeners { uuid } } } }");
        Assert.Equal(fetched.Select(item => item.Subject).Order(), Uuids(listed.GetProperty("org_units").GetProperty("objects")).Order());
        Assert.Equal([listener.ToString("D")], Uuids(listed.GetProperty("me").GetProperty("actor").GetProperty("event_listeners")));

        await second.Http.AcknowledgeAsync(fetched[0].Token);
        // The lease of both has ended. The unacknowledged event comes again; the acknowledged one does not.
        var again = await second.Http.FetchAsync(listener, wait: 30);
        Assert.Equal((fetched[1].Subject, 2), (again!.Subject, again.Attempt));
        await second.Http.AcknowledgeAsync(again.Token);
        Assert.Null(await second.Http.FetchAsync(listener, wait: 4));
    }

    private static IEnumerable<string?> Uuids(JsonElement objects) => objects.EnumerateArray()
        .Select(item => item.GetProperty("uuid").GetString());
}
