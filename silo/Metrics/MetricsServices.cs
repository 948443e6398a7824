using System.Diagnostics.Metrics;
using MoCluster.Grains;

namespace MoCluster.Silo.Metrics;

/// <summary>Adds what measures the silo, and what tells it.</summary>
internal static class MetricsServices
{
    /// <summary>Adds it all.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddSiloMetrics(this IServiceCollection services) => services
        .AddSingleton(_ => new Meter(GrainMetrics.MeterName))
        .AddSingleton<ListenerMetrics>()
        .AddSingleton<MetricsEndpoint>();
}
