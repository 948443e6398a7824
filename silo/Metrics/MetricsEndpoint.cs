using System.Text;
using MoCluster.Grains;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>Serves <c>/metrics</c>, the metrics of this silo for Prometheus.</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    /// <summary>The path.</summary>
    public const string Path = "/metrics";

    /// <summary>The names of the meters that are collected.</summary>
    public static readonly HashSet<string> Meters = new(StringComparer.Ordinal)
    {
        GrainMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql",
    };

    private readonly MetricsCollector _collector;

    /// <summary>Begins to collect.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="listeners">The gauges of listeners. Asking for them here creates them together with the endpoint.</param>
    /// <param name="deliveries">The gauges of deliveries, likewise.</param>
    /// <param name="os2mo">The gauges under OS2mo's names, likewise.</param>
    public MetricsEndpoint(MetricsOptions options, ListenerMetrics listeners, DeliveryMetrics deliveries, Os2moMetrics os2mo)
    {
        ArgumentNullException.ThrowIfNull(os2mo);
        ArgumentNullException.ThrowIfNull(listeners);
        ArgumentNullException.ThrowIfNull(deliveries);
        _collector = new MetricsCollector(Meters, options.MaxSeries);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    public async Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusText.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var encoder = Encoding.UTF8.GetEncoder();
        foreach (var chunk in _collector.Collect().GetChunks())
        {
            encoder.Convert(chunk.Span, context.Response.BodyWriter, flush: false, out _, out _);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    public void Dispose() => _collector.Dispose();
}
