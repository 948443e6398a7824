using System.Diagnostics.Metrics;
using MoCluster.Grains;

namespace MoCluster.Silo.Metrics;

/// <summary>Adds the metrics of the silo and their endpoint.</summary>
internal static class MetricsServices
{
    /// <summary>Adds them to the services.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddSiloMetrics(this IServiceCollection services) => services
        .AddSingleton(_ => new Meter(GrainMetrics.MeterName))
        .AddSingleton<ListenerMetrics>()
        .AddSingleton<DeliveryMetrics>()
        .AddSingleton<Os2moMetrics>()
        .AddSingleton<MetricsEndpoint>();
}
