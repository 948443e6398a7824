using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks.Catalogue;
using MoCluster.History.Workload;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Tests.Hooks;

/// <summary>Hooks over HTTP, against a started process with callbacks at a real endpoint.</summary>
public sealed class HookApiTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SiloRun _silo = null!;
    private EndpointStub _endpoint = null!;

    private HttpClient Http => _silo.Http;

    public async ValueTask InitializeAsync()
    {
        _endpoint = await EndpointStub.StartAsync();
        _endpoint.Answer = (context, _) => context.Response.WriteAsync("null");
        _silo = await SiloRun.StartAsync(_directory.Path, "HttpTriggers:Secret=whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0", "HttpTriggers:RunTimeout=00:00:02");
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _endpoint.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Each_of_the_56_takes_right_answers_over_HTTP_and_refuses_wrong_ones_with_hook_callback_and_place()
    {
        var answers = new Dictionary<string, string>();
        _endpoint.Answer = (context, call) => context.Response.WriteAsync(answers[call.Path[1..]]);
        foreach (var hook in HookCatalogue.BuiltIn)
        {
            await Http.RegisterHookAsync(hook.Namespace, hook.Name, "callback", $"{_endpoint.Address}/{hook.Name}");
            answers[hook.Name] = HookSamples.RightAnswerOf(hook);
            var raised = await Http.RaiseHookAsync(hook.Namespace, hook.Name, HookSamples.ArgumentsOf(hook));
            Assert.True(raised.GetProperty("raised").GetBoolean());
            Assert.Equal(hook.Kind == HookKind.Query || hook.Arguments.Any(argument => argument.IsShared), raised.GetProperty("value").ValueKind != JsonValueKind.Null);
            foreach (var (answer, path) in HookSamples.WrongAnswersOf(hook))
            {
                answers[hook.Name] = answer;
                var (code, place, message) = await Http.RefusedHookAsync("raise", new { @namespace = hook.Namespace, hook = hook.Name, arguments = HookSamples.ArgumentsOf(hook) });
                Assert.Equal(("E_INTEGRATION_ERROR", path), (code, place ?? ""));
                Assert.StartsWith($"{hook.Name}: callback: {path}", message, StringComparison.Ordinal);
            }

            var shown = (await Http.FindHookAsync(hook.Namespace, hook.Name)).GetProperty("callbacks")[0];
            var wrong = HookSamples.WrongAnswersOf(hook).Length;
            Assert.Equal((1 + wrong, wrong), (shown.GetProperty("calls").GetInt32(), shown.GetProperty("failures").GetInt32()));
        }
    }

    [Fact]
    public async Task A_callback_gets_what_is_raised_and_is_signed()
    {
        await Http.RegisterHookAsync("modoboa", "DomainCreated", "mirror", $"{_endpoint.Address}/created");
        await Http.RaiseHookAsync("modoboa", "DomainCreated", new { user = new { username = "admin" }, domain = new { name = "example.org" } });
        var call = Assert.Single(_endpoint.Calls);
        Assert.Equal("/created", call.Path);
        Assert.Equal(
            """{"namespace":"modoboa","hook":"DomainCreated","callback":"mirror","arguments":{"user":{"username":"admin"},"domain":{"name":"example.org"}}}""", call.Body);
        Assert.StartsWith("v1,", call.Headers["webhook-signature"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_refuses_or_is_silent_ends_the_raise_with_its_name()
    {
        _endpoint.Answer = (context, call) =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("""{"detail": "The limit is reached."}""");
        };
        await Http.RegisterHookAsync("modoboa", "DomainDeleted", "limits", $"{_endpoint.Address}/limits");
        var raise = new { @namespace = "modoboa", hook = "DomainDeleted", arguments = new { domain = new { } } };
        Assert.Equal(("E_INTEGRATION_ERROR", null, "DomainDeleted: limits: The limit is reached."), await Http.RefusedHookAsync("raise", raise));
        await Http.UnregisterHookAsync("modoboa", "DomainDeleted", "limits");
        await _endpoint.StopAsync();
        await Http.RegisterHookAsync("modoboa", "DomainDeleted", "away", $"{_endpoint.Address}/away");
        Assert.StartsWith("DomainDeleted: away: The endpoint could not be reached", (await Http.RefusedHookAsync("raise", raise)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_hook_is_declared_raised_and_kept_with_its_callbacks_in_their_order_over_a_restart()
    {
        _endpoint.Answer = (context, call) => context.Response.WriteAsync($"[\"{call.Path[1..]}\"]");
        var declaration = new
        {
            @namespace = "shop",
            name = "Greetings",
            kind = "query",
            phase = "during",
            arguments = new[] { new { name = "who", type = "string" } },
            result = new { type = "strings" },
            decision = "list",
        };
        await Http.RegisterHookAsync("shop", "Greetings", "early", $"{_endpoint.Address}/early");
        Assert.False((await Http.RaiseHookAsync("shop", "Greetings", new { who = "x" })).GetProperty("raised").GetBoolean());
        Assert.True((await Http.HookAsync("declare", declaration)).GetProperty("changed").GetBoolean());
        Assert.False((await Http.HookAsync("declare", declaration)).GetProperty("changed").GetBoolean());
        Assert.Equal("CONFLICT", (await Http.RefusedHookAsync("declare", new { @namespace = "shop", name = "Greetings", kind = "notification", phase = "during" })).Code);
        await Http.RegisterHookAsync("shop", "Greetings", "first", $"{_endpoint.Address}/first", order: -1);
        await Http.RegisterHookAsync("shop", "Greetings", "owned", $"{_endpoint.Address}/owned", owner: "guests");
        Assert.Equal("""["first","early","owned"]""", await ValueAsync());

        await _silo.StopAsync();
        _silo = await SiloRun.StartAsync(_directory.Path);
        Assert.Equal("""["first","early","owned"]""", await ValueAsync());
        await Http.HookAsync("disable-extension", new { extension = "guests" });
        Assert.Equal("""["first","early"]""", await ValueAsync());
        Assert.Equal(1, (await Http.HookAsync("unregister-extension", new { extension = "guests" })).GetProperty("removed").GetInt32());
        Assert.True((await Http.UnregisterHookAsync("shop", "Greetings", "first")).GetProperty("known").GetBoolean());
        Assert.Equal("""["early"]""", await ValueAsync());

        async Task<string> ValueAsync() => (await Http.RaiseHookAsync("shop", "Greetings", new { who = "x" })).GetProperty("value").GetRawText();
    }

    [Fact]
    public async Task An_extension_hears_that_it_is_switched_on_and_not_that_it_is_switched_off()
    {
        await Http.RegisterHookAsync("modoboa", "ExtEnabled", "own", $"{_endpoint.Address}/own-on", owner: "stats");
        await Http.RegisterHookAsync("modoboa", "ExtDisabled", "own", $"{_endpoint.Address}/own-off", owner: "stats");
        await Http.RegisterHookAsync("modoboa", "ExtDisabled", "other", $"{_endpoint.Address}/other-off");
        Assert.True((await Http.HookAsync("disable-extension", new { extension = "stats" })).GetProperty("changed").GetBoolean());
        Assert.False((await Http.HookAsync("disable-extension", new { extension = "stats" })).GetProperty("changed").GetBoolean());
        Assert.True((await Http.HookAsync("enable-extension", new { extension = "stats" })).GetProperty("changed").GetBoolean());
        Assert.Equal(["/other-off", "/own-on"], _endpoint.Calls.Select(call => call.Path));
        Assert.Equal("stats", _endpoint.Calls.First().Json.GetProperty("arguments").GetProperty("extension").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_named()
    {
        Assert.Equal("kind", (await Http.RefusedHookAsync("declare", new { @namespace = "n", name = "h", kind = "notifaction", phase = "after" })).Path);
        Assert.Equal("address", (await Http.RefusedHookAsync("register", new { @namespace = "n", hook = "h", callback = "c", address = "ftp://x" })).Path);
        Assert.Equal("callback", (await Http.RefusedHookAsync("register", new { @namespace = "n", hook = "h", callback = "", address = "http://x" })).Path);
        Assert.Equal("timeout_seconds", (await Http.RefusedHookAsync("register", new { @namespace = "n", hook = "h", callback = "c", address = "http://x", timeout_seconds = 0 })).Path);
        Assert.Equal("hook", (await Http.RefusedHookAsync("raise", new { @namespace = "n" })).Path);
    }

    [Fact]
    public async Task A_password_is_not_in_the_log()
    {
        await Http.RegisterHookAsync("modoboa", "UserLogin", "audit", $"{_endpoint.Address}/login");
        _endpoint.Answer = (context, call) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await Http.RefusedHookAsync("raise", new { @namespace = "modoboa", hook = "UserLogin", arguments = new { request = new { }, username = "u", password = "very-secret" } });
        Assert.Contains("very-secret", Assert.Single(_endpoint.Calls).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", _silo.Log, StringComparison.Ordinal);
    }
}
