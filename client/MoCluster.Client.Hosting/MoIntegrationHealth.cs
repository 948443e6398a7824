using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MoCluster.Client.Hosting.Health;

namespace MoCluster.Client.Hosting;

/// <summary>Adds the health check of the integration.</summary>
public static class MoIntegrationHealth
{
    /// <summary>
    /// Adds a check that fails while a listener is not declared or the server refuses to send its events, and while its stream has been interrupted for longer than
    /// <see cref="MoIntegrationOptions.InterruptionLimit"/>.
    /// </summary>
    /// <param name="checks">The checks of the program.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a failure is; unhealthy when null.</param>
    /// <param name="tags">Tags that select checks.</param>
    public static IHealthChecksBuilder AddMoIntegration(
        this IHealthChecksBuilder checks, string name = "mocluster", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<IntegrationHealthCheck>(name, failureStatus, tags ?? []);
    }
}
