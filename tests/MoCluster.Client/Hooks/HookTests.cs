using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hooks;

/// <summary>Callbacks are registered and hooks are raised through the library, against a real silo.</summary>
public sealed class HookTests(ClientSilo silo)
{
    private static readonly JsonElement LoginPage = JsonElement.Parse("""{"target": "loginpage"}""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callbacks_are_registered_called_in_order_switched_off_and_removed()
    {
        await using var endpoint = await StartAsync(out var called);
        await using var mo = await silo.ConnectAsync();
        var address = new Uri(endpoint.Urls.Single());
        Assert.True(await mo.Hooks.RegisterAsync(new HookRegistration("modoboa", "GetAnnouncement", "late", new Uri(address, "say/late")) { Order = 5, Timeout = TimeSpan.FromSeconds(3) }, Cancellation));
        Assert.True(await mo.Hooks.RegisterAsync(new HookRegistration("modoboa", "GetAnnouncement", "early", new Uri(address, "say/early")) { Owner = "news" }, Cancellation));
        Assert.False(await mo.Hooks.RegisterAsync(new HookRegistration("modoboa", "GetAnnouncement", "early", new Uri(address, "say/other")), Cancellation));

        var raised = await mo.Hooks.RaiseAsync("modoboa", "GetAnnouncement", LoginPage, Cancellation);
        Assert.True(raised.WasRaised);
        Assert.Equal("""["early","late"]""", raised.Value!.Value.GetRawText());
        Assert.Null(raised.IsAllowed);
        Assert.Equal(["early", "late"], called);

        Assert.True(await mo.Hooks.SwitchExtensionAsync("news", isOn: false, Cancellation));
        Assert.Equal("""["late"]""", (await mo.Hooks.RaiseAsync("modoboa", "GetAnnouncement", LoginPage, Cancellation)).Value!.Value.GetRawText());
        Assert.True(await mo.Hooks.SwitchExtensionAsync("news", isOn: true, Cancellation));
        Assert.Equal(1, await mo.Hooks.UnregisterExtensionAsync("news", Cancellation));
        Assert.True(await mo.Hooks.UnregisterAsync("modoboa", "GetAnnouncement", "late", Cancellation));
        Assert.Equal("[]", (await mo.Hooks.RaiseAsync("modoboa", "GetAnnouncement", LoginPage, Cancellation)).Value!.Value.GetRawText());
        Assert.False((await mo.Hooks.RaiseAsync("nobody", "knows", null, Cancellation)).WasRaised);
    }

    [Fact]
    public async Task Who_refuses_is_told()
    {
        await using var endpoint = await StartAsync(out _);
        await using var mo = await silo.ConnectAsync();
        var address = new Uri(endpoint.Urls.Single());
        await mo.Hooks.RegisterAsync(new HookRegistration("modoboa", "PasswordChange", "ldap", new Uri(address, "true")), Cancellation);
        var raised = await mo.Hooks.RaiseAsync("modoboa", "PasswordChange", JsonElement.Parse("""{"user": {}}"""), Cancellation);
        Assert.Equal((false, "ldap"), (raised.IsAllowed!.Value, Assert.Single(raised.RefusedBy)));

        await mo.Hooks.RegisterAsync(new HookRegistration("modoboa", "RoleChanged", "limits", new Uri(address, "refuse")), Cancellation);
        var refusal = await Assert.ThrowsAsync<MoException>(
            () => mo.Hooks.RaiseAsync("modoboa", "RoleChanged", JsonElement.Parse("""[{}, "Resellers"]"""), Cancellation));
        Assert.Equal((MoErrorCode.TriggerRefused, "RoleChanged: limits: The limit is reached."), (refusal.Code, refusal.Message));
        var wrong = await Assert.ThrowsAsync<MoException>(() => mo.Hooks.RaiseAsync("modoboa", "RoleChanged", null, Cancellation));
        Assert.Equal((MoErrorCode.InvalidInput, "arguments.account"), (wrong.Code, wrong.Path));
    }

    /// <summary>Starts an endpoint whose paths say what it answers.</summary>
    private static Task<WebApplication> StartAsync(out ConcurrentQueue<string> called)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var calls = called = [];
        app.MapPost("/say/{what}", (string what) =>
        {
            calls.Enqueue(what);
            return Results.Text($"[\"{what}\"]", "application/json");
        });
        app.MapPost("/true", () => Results.Text("[true]", "application/json"));
        app.MapPost("/refuse", () => Results.Json(new { detail = "The limit is reached." }, statusCode: StatusCodes.Status403Forbidden));
        return StartedAsync(app);
    }

    private static async Task<WebApplication> StartedAsync(WebApplication app)
    {
        await app.StartAsync(Cancellation);
        return app;
    }
}
