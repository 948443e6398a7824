namespace MoCluster.Silo.Telemetry;

/// <summary>
/// Whether spans and metrics are exported by OTLP, as OpenTelemetry's own variables say. What the SDK reads of them by itself (the protocol,
/// headers, the sampler, the batches) is not looked at here.
/// </summary>
/// <param name="Traces">Whether spans are.</param>
/// <param name="Metrics">Whether metrics are.</param>
internal readonly record struct TelemetrySettings(bool Traces, bool Metrics)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string None = "none";

    /// <summary>Reads them.</summary>
    /// <param name="configuration">The process's configuration, with its environment.</param>
    public static TelemetrySettings Read(IConfiguration configuration) =>
        string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
            ? default
            : new TelemetrySettings(IsOn(configuration, "TRACES"), IsOn(configuration, "METRICS"));

    /// <summary>An endpoint is what turns a signal on; an exporter called <c>none</c> turns it off.</summary>
    private static bool IsOn(IConfiguration configuration, string signal) =>
        !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], None, StringComparison.OrdinalIgnoreCase)
        && (!string.IsNullOrWhiteSpace(configuration[Endpoint])
            || !string.IsNullOrWhiteSpace(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]));
}
