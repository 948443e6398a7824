using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MoCluster.Client.Hosting.Integration;

namespace MoCluster.Client.Hosting.Health;

/// <summary>Says what is wrong with the listeners of the integration.</summary>
internal sealed class IntegrationHealthCheck(IntegrationService integration, IOptions<MoIntegrationOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] complaints =
        [
            .. integration.Health.Select(listener => listener.Condition.Complaint(listener.Now, options.Value.InterruptionLimit)).OfType<string>(),
        ];
        return Task.FromResult(complaints.Length == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', complaints)));
    }
}
