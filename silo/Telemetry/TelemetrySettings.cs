namespace MoCluster.Silo.Telemetry;

/// <summary>
/// Says whether spans and metrics are exported by OTLP, according to OpenTelemetry's own environment variables. The SDK itself reads the
/// others (protocol, headers, sampler, batches).
/// </summary>
/// <param name="Traces">Whether spans are exported.</param>
/// <param name="Metrics">Whether metrics are exported.</param>
internal readonly record struct TelemetrySettings(bool Traces, bool Metrics)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string None = "none";

    /// <summary>Reads the variables.</summary>
    /// <param name="configuration">The configuration of the process, which includes its environment.</param>
    public static TelemetrySettings Read(IConfiguration configuration) =>
        string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
            ? default
            : new TelemetrySettings(IsOn(configuration, "TRACES"), IsOn(configuration, "METRICS"));

    /// <summary>Whether a signal is on. An endpoint turns it on; an exporter with the name <c>none</c> turns it off.</summary>
    private static bool IsOn(IConfiguration configuration, string signal) =>
        !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], None, StringComparison.OrdinalIgnoreCase)
        && (!string.IsNullOrWhiteSpace(configuration[Endpoint])
            || !string.IsNullOrWhiteSpace(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]));
}
