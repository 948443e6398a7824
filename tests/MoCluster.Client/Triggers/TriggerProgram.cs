using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.Client.AspNetCore;
using MoCluster.Client.Tests.Fixtures;
using StandardWebhooks;

namespace MoCluster.Client.Tests.Triggers;

/// <summary>A program that receives triggers, at a free port of this machine.</summary>
internal sealed class TriggerProgram : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TriggerProgram(WebApplication app, LogLines log)
    {
        (_app, Log) = (app, log);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public LogLines Log { get; }

    /// <summary>Calls the program.</summary>
    public HttpClient Http { get; }

    public string Address => _app.Urls.Single();

    public static string NewSecret() => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(24))}";

    public static async Task<TriggerProgram> StartAsync(
        Action<IEndpointRouteBuilder> map, Action<MoTriggerOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddMoTriggers(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TriggerProgram(app, log);
    }

    /// <summary>Makes a call as the server does.</summary>
    /// <param name="path">The address of the trigger.</param>
    /// <param name="body">The body.</param>
    /// <param name="secret">Signs the call; null for no signature.</param>
    /// <param name="at">When it was signed; now when null.</param>
    public static HttpRequestMessage NewCall(string path, string body, string? secret = null, DateTimeOffset? at = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var time = at ?? DateTimeOffset.UtcNow;
        request.Headers.Add("webhook-id", "call-1");
        request.Headers.Add("webhook-timestamp", time.ToUnixTimeSeconds().ToString());
        if (secret is not null)
            request.Headers.Add("webhook-signature", new StandardWebhook(secret).Sign("call-1", time, body));
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
