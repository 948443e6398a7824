using Microsoft.Extensions.Diagnostics.HealthChecks;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Triggers.Amqp;
using MoCluster.Silo.Triggers.Modules;

namespace MoCluster.Silo.Api;

/// <summary>
/// The health check that tells orchestrators whether the process serves, and operators which trigger modules are missing and whether the broker of AMQP is out of
/// reach.
/// </summary>
/// <param name="readiness">Says whether the process serves.</param>
/// <param name="modules">The trigger modules.</param>
/// <param name="broker">The broker of AMQP.</param>
internal sealed class ReadinessCheck(ProcessReadiness readiness, CustomerModules modules, AmqpBroker broker) : IHealthCheck
{
    /// <summary>The name of the check.</summary>
    public const string Name = "ready";

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!readiness.IsReady)
            return HealthCheckResult.Unhealthy(readiness.Reason);

        // A degraded process serves: the operator has decided that it may run without the module, and messages wait for the broker.
        var problems = modules.Failures.Select(failure => failure.ToString());
        if (broker.Problem is { } problem)
            problems = problems.Append(problem);
        var all = string.Join("\n", problems);
        return all.Length == 0 ? HealthCheckResult.Healthy("ready") : HealthCheckResult.Degraded($"ready, but {all}");
    }
}
