using Microsoft.Extensions.Diagnostics.HealthChecks;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Api;

/// <summary>The health check that tells orchestrators whether the process serves.</summary>
/// <param name="readiness">Says whether the process serves.</param>
internal sealed class ReadinessCheck(ProcessReadiness readiness) : IHealthCheck
{
    /// <summary>The name of the check.</summary>
    public const string Name = "ready";

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsReady ? HealthCheckResult.Healthy("ready") : HealthCheckResult.Unhealthy(readiness.Reason));
}
