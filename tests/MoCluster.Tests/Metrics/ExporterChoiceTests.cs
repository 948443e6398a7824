using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace MoCluster.Tests.Metrics;

/// <summary>
/// Why MoCluster writes <c>/metrics</c> itself instead of using OpenTelemetry's exporter. When this test fails, the exporter was mended and
/// MoCluster's own code can go.
/// </summary>
public sealed class ExporterChoiceTests
{
    private const int Most = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// A label set that is gone keeps its place for ever, so label sets that come later share one series, and alerts on them are lost.
    /// </summary>
    [Fact]
    public async Task OpenTelemetrys_exporter_loses_label_sets_that_come_after_many_have_gone()
    {
        using var meter = new Meter($"test-{Guid.NewGuid():N}");
        var present = 0;
        meter.CreateObservableGauge(
            "level", () => Enumerable.Range(present, 2).Select(i => new Measurement<int>(i, new KeyValuePair<string, object?>("i", i))));
        meter.CreateCounter<long>("never", null, "What was never counted.");
        await using var app = await StartAsync(meter.Name);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        for (; present < 2 * Most; present++)
            await http.GetStringAsync("/metrics", Cancellation);
        var text = await http.GetStringAsync("/metrics", Cancellation);
        Assert.DoesNotContain($"level{{i=\"{present}\"}}", text, StringComparison.Ordinal);
        Assert.Contains("level{otel_metric_overflow=\"true\"}", text, StringComparison.Ordinal);

        // A metric appears only after it was measured.
        Assert.DoesNotContain("never", text, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(string meter)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(meter)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = Most })
            .AddPrometheusExporter(options =>
            {
                options.ScrapeResponseCacheDurationMilliseconds = 0;
                options.ScopeInfoEnabled = false;
                options.TargetInfoEnabled = false;
            }));
        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync(Cancellation);
        return app;
    }
}
