using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MoCluster.Benchmarks.Triggers;

/// <summary>An endpoint in this process with one HTTP trigger, which accepts every org unit after a while.</summary>
internal sealed class BenchEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchEndpoint(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<BenchEndpoint> StartAsync(TimeSpan wait)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/triggers", () => Results.Text(
            """[{"event_type":"ON_BEFORE","request_type":"CREATE","role_type":"org_unit","url":"/before","timeout":30}]""", "application/json"));
        app.MapPost("/before", async context =>
        {
            await Task.Delay(wait);
            await context.Response.WriteAsync("{}");
        });
        await app.StartAsync();
        return new BenchEndpoint(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
