using MoCluster.Grains;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MoCluster.Silo.Telemetry;

/// <summary>Exports spans and metrics by OTLP if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Otherwise nothing is added or loaded.</summary>
internal static class TelemetryServices
{
    private const string ServiceName = "mocluster";

    private static readonly string[] Sources =
    [
        GrainActivities.SourceName, "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Storage", "Npgsql",
    ];

    /// <summary>Adds the SDK and the exporter of OpenTelemetry.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="settings">The settings.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, Settings settings)
    {
        var exported = TelemetrySettings.Read(builder.Configuration);
        if (exported != default)
            AddExport(builder, settings, exported);
    }

    /// <summary>A method of its own, so that OpenTelemetry is not loaded when nothing is exported.</summary>
    private static void AddExport(IHostApplicationBuilder builder, Settings settings, TelemetrySettings exported)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName).AddEnvironmentVariableDetector());
        if (exported.Traces)
            telemetry.WithTracing(AddTraces);
        if (exported.Metrics)
            telemetry.WithMetrics(meters => AddMetrics(meters, settings.Get<MetricsOptions>()));
    }

    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsProbe(context.Request.Path))
        .AddSource(Sources)
        .AddProcessor(new RequestRootedProcessor())
        .AddOtlpExporter();

    /// <summary>Health checks and scrapes of metrics make no spans.</summary>
    private static bool IsProbe(PathString path) =>
        path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments(MetricsEndpoint.Path, StringComparison.Ordinal);

    private static void AddMetrics(MeterProviderBuilder meters, MetricsOptions options) => meters
        .AddMeter([.. MetricsEndpoint.Meters])
        .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = options.MaxSeries })
        .AddOtlpExporter();
}
