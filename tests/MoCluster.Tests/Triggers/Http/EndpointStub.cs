using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MoCluster.Tests.Triggers.Http;

/// <summary>An endpoint of HTTP triggers, at a free port of this machine. It records its calls and answers as the test says.</summary>
internal sealed class EndpointStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EndpointStub(WebApplication app) => _app = app;

    /// <summary>What <c>GET /triggers</c> answers, as JSON.</summary>
    public object Triggers { get; set; } = Array.Empty<object>();

    /// <summary>Answers a call; accepts unless the test says otherwise.</summary>
    public Func<HttpContext, EndpointCall, Task> Answer { get; set; } = (context, _) => context.Response.WriteAsync("{}");

    /// <summary>The calls so far, in the order in which they came.</summary>
    public ConcurrentQueue<EndpointCall> Calls { get; } = [];

    /// <summary>The address as a setting names it.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Describes a trigger as endpoints do.</summary>
    public static object Trigger(string eventType, string requestType, string roleType, string url, int? timeout = null, bool inline = false) =>
        new { event_type = eventType, request_type = requestType, role_type = roleType, url, timeout, inline };

    public static async Task<EndpointStub> StartAsync(params object[] triggers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var stub = new EndpointStub(builder.Build()) { Triggers = triggers };
        stub._app.MapGet("/triggers", () => Results.Text(JsonSerializer.Serialize(stub.Triggers), "application/json"));
        stub._app.MapPost("/{**path}", stub.TakeAsync);
        await stub._app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    /// <summary>Stops to listen: callers find nobody at its address.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var call = new EndpointCall(
            context.Request.Path,
            await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Calls.Enqueue(call);
        await Answer(context, call);
    }
}
