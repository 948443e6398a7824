using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using StandardWebhooks;
using static MoCluster.Tests.Triggers.Http.TriggeredSilo;

namespace MoCluster.Tests.Triggers.Http;

/// <summary>HTTP triggers over a started silo and a real endpoint.</summary>
public sealed class HttpTriggerTests
{
    [Fact]
    public async Task An_endpoint_vetoes_with_its_detail_and_gets_the_documented_JSON()
    {
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        await using var run = await StartAsync(endpoint);
        endpoint.Answer = (context, call) =>
        {
            context.Response.StatusCode = call.Name == "Forbidden" ? 400 : 200;
            return context.Response.WriteAsJsonAsync(new { detail = "No such unit here." });
        };
        var (type, uuid) = (await run.Http.CreateUnitTypeAsync(), Guid.NewGuid());
        var refused = await run.Http.FailAsync(Create, new { type, name = "Forbidden", uuid });
        await run.Http.AskAsync(Create, new { type, name = "Allowed" });

        Assert.Equal("E_INTEGRATION_ERROR", refused.Code());
        Assert.Equal(
            """{"error":true,"error_key":"E_INTEGRATION_ERROR","status":400,"description":"No such unit here."}""",
            refused.GetProperty("extensions").GetProperty("error_context").GetRawText());
        Assert.Equal(["/triggers/ou/create", "/triggers/ou/create"], endpoint.Calls.Select(call => call.Path));
        var request = JsonSerializer.Serialize(
            new { uuid, name = "Forbidden", user_key = "Forbidden", org_unit_type = type, validity = new { from = "2021-01-01", to = (string?)null } });
        var body = endpoint.Calls.First().Body;
        Assert.Equal(
            $$"""{"event_type":"ON_BEFORE","request":REQUEST,"request_type":"CREATE","role_type":"org_unit","uuid":"{{uuid}}"}""",
            body.Replace(endpoint.Calls.First().Json.GetProperty("request").GetRawText(), "REQUEST", StringComparison.Ordinal));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(request), endpoint.Calls.First().Json.GetProperty("request")), body);
        var listed = await run.Http.AskAsync("{ org_units { objects { current { name } } } }");
        Assert.Equal("Allowed", Assert.Single(listed.GetProperty("org_units").GetProperty("objects").EnumerateArray())
            .GetProperty("current").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Calls_are_signed_and_carry_the_token()
    {
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        await using var run = await StartAsync(endpoint, $"HttpTriggers:Secret={Secret}", "HttpTriggers:Token=open-sesame");
        await run.Http.AskAsync(Create, new { type = await run.Http.CreateUnitTypeAsync(), name = "Ærø" });

        var call = Assert.Single(endpoint.Calls);
        Assert.Equal("Bearer open-sesame", call.Headers["Authorization"]);
        var headers = new HeaderDictionary();
        foreach (var (name, value) in call.Headers)
            headers[name] = value;
        new StandardWebhook(Secret).Verify(call.Body, headers);
        Assert.ThrowsAny<Exception>(() => new StandardWebhook(Secret).Verify(call.Body + " ", headers));
    }

    [Theory]
    [InlineData("slow", "did not answer within 1 s")]
    [InlineData("hanging after its headers", "did not answer within 1 s")]
    [InlineData("garbage", "a body that is not JSON")]
    [InlineData("large", "answered more than 65536 bytes")]
    [InlineData("redirecting", "Redirects are not followed")]
    [InlineData("no content", "answered 204")]
    [InlineData("broken", "answered 500")]
    [InlineData("cut off", "could not be reached")]
    [InlineData("strange detail", "[{\"loc\":[\"body\"]}]")]
    public async Task An_answer_that_does_not_accept_refuses_at_once_and_changes_nothing(string behaviour, string said)
    {
        await using var endpoint = await EndpointStub.StartAsync(EndpointStub.Trigger("ON_BEFORE", "CREATE", "org_unit", "/create", timeout: 1));
        await using var run = await StartAsync(endpoint);
        var release = new TaskCompletionSource();
        endpoint.Answer = (context, call) => call.Name == "good" ? context.Response.WriteAsync("{}") : MisbehaveAsync(context, behaviour, release.Task);
        var type = await run.Http.CreateUnitTypeAsync();
        var refusing = run.Http.FailAsync(Create, new { type, name = "bad" });

        // Another object is not held up, also while the endpoint keeps the first one waiting.
        await run.Http.AskAsync(Create, new { type, name = "good" });
        var refused = await refusing;
        release.SetResult();
        Assert.Equal("E_INTEGRATION_ERROR", refused.Code());
        Assert.Contains(said, refused.Message(), StringComparison.Ordinal);
        var listed = await run.Http.AskAsync("{ org_units { objects { current { name } } } }");
        Assert.Single(listed.GetProperty("org_units").GetProperty("objects").EnumerateArray());
    }

    [Fact]
    public async Task A_silo_starts_without_its_endpoint_and_refuses_once_it_knew_its_triggers()
    {
        using var directory = new TemporaryDirectory();
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        Guid type;
        await using (var first = await StartAsync(endpoint, directory))
        {
            type = await first.Http.CreateUnitTypeAsync();
            await first.Http.AskAsync(Create, new { type, name = "known" });
        }

        var address = endpoint.Address;
        await endpoint.StopAsync();
        await using var second = await SiloRun.StartAsync(directory.Path, $"HttpTriggers:Endpoints={address}");
        var refused = await second.Http.FailAsync(Create, new { type, name = "refused" });
        Assert.Contains("could not be reached", refused.Message(), StringComparison.Ordinal);
        var asked = await second.Http.AskAsync("mutation { triggers_refresh { address triggers problem } }");
        var told = Assert.Single(asked.GetProperty("triggers_refresh").EnumerateArray());
        Assert.Equal((address, 1), (told.GetProperty("address").GetString(), told.GetProperty("triggers").GetInt32()));
        Assert.Contains("could not be read", told.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_was_never_known_blocks_nothing_and_one_that_may_be_skipped_neither()
    {
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        await using var skipping = await StartAsync(endpoint, "HttpTriggers:WhenUnreachable=Skip");
        var address = endpoint.Address;
        await endpoint.StopAsync();
        await skipping.Http.AskAsync(Create, new { type = await skipping.Http.CreateUnitTypeAsync(), name = "skipped" });
        await using var unknowing = await SiloRun.StartAsync(null, $"HTTP_ENDPOINTS=[\"{address}\"]");
        await unknowing.Http.AskAsync(Create, new { type = await unknowing.Http.CreateUnitTypeAsync(), name = "unknown" });
    }

    [Fact]
    public async Task A_trigger_that_its_endpoint_withdraws_does_not_run_after_the_refresh()
    {
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        await using var run = await StartAsync(endpoint);
        var type = await run.Http.CreateUnitTypeAsync();
        await run.Http.AskAsync(Create, new { type, name = "seen" });
        endpoint.Triggers = Array.Empty<object>();
        await RefreshAsync(run, 0);
        await run.Http.AskAsync(Create, new { type, name = "unseen" });
        endpoint.Triggers = new object[] { BeforeCreate };
        await RefreshAsync(run, 1);
        await run.Http.AskAsync(Create, new { type, name = "seen again" });
        Assert.Equal(["seen", "seen again"], endpoint.Calls.Select(call => call.Name));
        var shown = await run.Http.AskAsync("{ triggers { name source event_type role_types request_types order is_stored calls failures } }");
        Assert.Equal(
            "[{\"name\":\"" + endpoint.Address + "/triggers/ou/create\",\"source\":\"" + endpoint.Address + "\",\"event_type\":\"ON_BEFORE\","
            + "\"role_types\":[\"org_unit\"],\"request_types\":[\"CREATE\"],\"order\":0,\"is_stored\":false,\"calls\":1,\"failures\":0}]",
            shown.GetProperty("triggers").GetRawText());
    }

    [Fact]
    public async Task A_wrong_list_of_triggers_is_told_and_the_known_ones_stay()
    {
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        await using var run = await StartAsync(endpoint);
        endpoint.Triggers = new object[] { BeforeCreate, EndpointStub.Trigger("ON_BEFORE", "CREATE", "orgunit", "/x") };
        var told = await RefreshAsync(run, 1);
        Assert.StartsWith("[1].role_type is \"orgunit\"; Role types are: ", told.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circuit_opens_after_failures_and_closes_again()
    {
        await using var endpoint = await EndpointStub.StartAsync(BeforeCreate);
        await using var run = await StartAsync(endpoint, "HttpTriggers:BreakAfter=3", "HttpTriggers:BreakFor=00:00:00.5");
        var type = await run.Http.CreateUnitTypeAsync();
        var isUp = false;
        endpoint.Answer = (context, _) =>
        {
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 503;
            return context.Response.WriteAsync("{}");
        };
        var refused = await run.Http.FailAsync(Create, new { type, name = "0" });
        for (var i = 1; !refused.Message().Contains("not called for a moment", StringComparison.Ordinal); i++)
        {
            Assert.True(i < 20, $"The circuit did not open: {refused.Message()}");
            refused = await run.Http.FailAsync(Create, new { type, name = $"{i}" });
        }

        Assert.Equal("OPEN", await CircuitAsync(run));
        var calls = endpoint.Calls.Count;
        Volatile.Write(ref isUp, true);
        while ((await run.Http.SendAsync(Create, new { type, name = "again" })).TryGetProperty("errors", out _))
            Assert.False(TestContext.Current.CancellationToken.IsCancellationRequested);
        Assert.Equal("CLOSED", await CircuitAsync(run));
        Assert.Equal(calls + 1, endpoint.Calls.Count);
    }

    [Fact]
    public async Task A_call_back_that_changes_the_object_under_mutation_is_refused_at_once()
    {
        await using var endpoint = await EndpointStub.StartAsync(
            EndpointStub.Trigger("ON_BEFORE", "EDIT", "org_unit", "/edit", timeout: 30));
        await using var run = await StartAsync(endpoint);
        var unit = await run.Http.CreateUnitAsync(await run.Http.CreateUnitTypeAsync(), "unit");
        var other = await run.Http.CreateUnitAsync(await run.Http.CreateUnitTypeAsync(), "other");
        var heard = new List<JsonElement>();
        endpoint.Answer = async (context, call) =>
        {
            if (call.Name == "renamed")
            {
                heard.Add(await CallBackAsync(run, call, unit));
                heard.Add(await CallBackAsync(run, call, other));
            }

            await context.Response.WriteAsync("{}");
        };
        await run.Http.RenameUnitAsync(unit, "renamed");
        Assert.Equal("CONFLICT", heard[0].GetProperty("errors")[0].Code());
        Assert.Contains("is under mutation already", heard[0].GetProperty("errors")[0].Message(), StringComparison.Ordinal);
        Assert.False(heard[1].TryGetProperty("errors", out var problem), $"{problem}");
    }

    [Fact]
    public async Task An_inline_after_trigger_sees_the_change_and_undoes_nothing()
    {
        await using var endpoint = await EndpointStub.StartAsync(EndpointStub.Trigger("ON_AFTER", "CREATE", "org_unit", "/after", inline: true));
        await using var run = await StartAsync(endpoint);
        string? seen = null;
        endpoint.Answer = async (context, call) =>
        {
            seen = (await run.Http.AskAsync("query($uuid: UUID!) { org_units(filter: {uuids: [$uuid]}) { objects { current { name } } } }",
                new { uuid = call.Json.GetProperty("uuid").GetGuid() })).GetRawText();
            context.Response.StatusCode = 500;
        };
        await run.Http.AskAsync(Create, new { type = await run.Http.CreateUnitTypeAsync(), name = "made" });
        Assert.Contains("\"made\"", seen, StringComparison.Ordinal);
        Assert.Equal("ON_AFTER", Assert.Single(endpoint.Calls).Json.GetProperty("event_type").GetString());
    }

    private static async Task<string?> CircuitAsync(SiloRun run) => (await run.Http.AskAsync("{ trigger_endpoints { circuit } }"))
        .GetProperty("trigger_endpoints")[0].GetProperty("circuit").GetString();

    private static async Task<JsonElement> CallBackAsync(SiloRun run, EndpointCall call, Guid uuid)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new
            {
                query = "mutation($uuid: UUID!) { org_unit_update(input: {uuid: $uuid, name: \"called back\", validity: {from: \"2023-01-01\"}}) { uuid } }",
                variables = new { uuid },
            }),
        };
        request.Headers.Add("MoCluster-Mutation", call.Headers["MoCluster-Mutation"]);
        using var response = await run.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task MisbehaveAsync(HttpContext context, string behaviour, Task release)
    {
        switch (behaviour)
        {
            case "slow":
                await release.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "hanging after its headers":
                await context.Response.StartAsync(context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await release.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "garbage":
                await context.Response.WriteAsync("<html>Please log in</html>", context.RequestAborted);
                break;
            case "large":
                await context.Response.WriteAsync($"\"{new string('x', 10_000_000)}\"", context.RequestAborted);
                break;
            case "redirecting":
                context.Response.Redirect("/elsewhere");
                break;
            case "no content":
                context.Response.StatusCode = 204;
                break;
            case "broken":
                context.Response.StatusCode = 500;
                break;
            case "cut off":
                context.Abort();
                break;
            default:
                context.Response.StatusCode = 422;
                await context.Response.WriteAsync("""{"detail":[{"loc":["body"]}]}""", context.RequestAborted);
                break;
        }
    }
}
