using Microsoft.Extensions.Diagnostics.HealthChecks;
using MoCluster.Silo.Api.GraphQL.Process;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api;

/// <summary>What the process tells of itself outside GraphQL under OS2mo's names: the list of its health checks, and its version.</summary>
internal static class ProcessEndpoints
{
    /// <summary>The path of the version.</summary>
    public const string Version = "/version";

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The application.</param>
    /// <param name="reading">The methods that read.</param>
    public static void Map(WebApplication app, string[] reading)
    {
        var checks = app.Services.GetRequiredService<HealthCheckService>();
        app.MapMethods(HealthPort.Health, reading, async context => await WriteAsync(
            context, (await checks.CheckHealthAsync(context.RequestAborted)).Entries.ToDictionary(check => check.Key, check => IsHealthy(check.Value))));
        app.MapMethods($"{HealthPort.Health}/{{name}}", reading, async context =>
        {
            var name = (string)context.Request.RouteValues["name"]!;
            var report = await checks.CheckHealthAsync(check => check.Name == name, context.RequestAborted);
            if (report.Entries.TryGetValue(name, out var found))
                await WriteAsync(context, IsHealthy(found));
            else
                await JsonErrors.WriteAsync(context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound, "Healthcheck not found");
        });
        var (number, hash) = ProcessQueries.Version.Split('+') is [var text, .. var rest] ? (text, rest.FirstOrDefault()) : default;
        app.MapMethods(Version, reading, context => WriteAsync(
            context, new Dictionary<string, string?> { ["mo_version"] = number, ["mo_hash"] = hash, ["lora_version"] = number }));
    }

    private static bool IsHealthy(HealthReportEntry check) => check.Status != HealthStatus.Unhealthy;

    private static Task WriteAsync<T>(HttpContext context, T value)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, context.RequestAborted);
    }
}
