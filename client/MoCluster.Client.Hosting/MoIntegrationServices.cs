using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MoCluster.Client.Hosting.Integration;

namespace MoCluster.Client.Hosting;

/// <summary>Adds an integration to a host.</summary>
public static class MoIntegrationServices
{
    /// <summary>
    /// Adds an integration, whose listeners are declared and consumed while the host runs. The program can also inject its <see cref="MoClient"/>. The host starts
    /// whether the server is there or not; wrong options stop the start.
    /// </summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="section">The section of the configuration with <see cref="MoIntegrationOptions"/>, and under <c>Listeners</c> those of its listeners.</param>
    /// <example>
    /// <code>
    /// builder.Services.AddMoIntegration(builder.Configuration.GetSection("MoCluster"))
    ///     .On("MO", "engagement", async (MoEvent changed, Payroll payroll, CancellationToken cancellation) =&gt;
    ///         await payroll.RefreshAsync(changed.SubjectUuid, cancellation));
    /// </code>
    /// </example>
    public static MoIntegrationBuilder AddMoIntegration(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        Add(services).Bind(section);
        return new MoIntegrationBuilder(services, section);
    }

    /// <inheritdoc cref="AddMoIntegration(IServiceCollection, IConfiguration)"/>
    /// <param name="services">The services of the program.</param>
    /// <param name="configure">Says where the server is, and who the integration is.</param>
    public static MoIntegrationBuilder AddMoIntegration(this IServiceCollection services, Action<MoIntegrationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        Add(services).Configure(configure);
        return new MoIntegrationBuilder(services, section: null);
    }

    private static OptionsBuilder<MoIntegrationOptions> Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(IntegrationService)))
            throw new InvalidOperationException("A host has one integration. Add its further listeners with On(…) to the first.");
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ClientFactory.Create);
        services.AddSingleton<ProcessMetrics>();
        services.AddSingleton<IntegrationService>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<IntegrationService>());
        services.AddSingleton<IValidateOptions<MoIntegrationOptions>, MoIntegrationOptionsRules>();
        services.AddSingleton<IValidateOptions<MoListenerOptions>, MoListenerOptionsRules>();
        return services.AddOptions<MoIntegrationOptions>().ValidateOnStart();
    }
}
