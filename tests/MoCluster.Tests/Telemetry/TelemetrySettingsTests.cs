using Microsoft.Extensions.Configuration;
using MoCluster.Silo.Telemetry;

namespace MoCluster.Tests.Telemetry;

/// <summary>A process exports what OpenTelemetry's environment variables ask for, and nothing by default.</summary>
public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_SERVICE_NAME=a", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT= ", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4317", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c:4317", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317,OTEL_TRACES_EXPORTER=none", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317,OTEL_METRICS_EXPORTER=none", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317,OTEL_SDK_DISABLED=true", false, false)]
    public void An_endpoint_turns_a_signal_on(string variables, bool traces, bool metrics)
    {
        var given = variables.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('='))
            .Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1]));
        Assert.Equal(
            new TelemetrySettings(traces, metrics), TelemetrySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build()));
    }
}
