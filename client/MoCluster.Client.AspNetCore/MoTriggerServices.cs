using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MoCluster.Client.AspNetCore.Receiving;

namespace MoCluster.Client.AspNetCore;

/// <summary>Adds what receives HTTP triggers.</summary>
public static class MoTriggerServices
{
    /// <summary>Adds what <see cref="MoTriggerEndpoints.MapMoTriggers"/> needs.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="section">The section of the configuration with <see cref="MoTriggerOptions"/>.</param>
    public static IServiceCollection AddMoTriggers(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        Add(services).Bind(section);
        return services;
    }

    /// <inheritdoc cref="AddMoTriggers(IServiceCollection, IConfiguration)"/>
    /// <param name="services">The services of the program.</param>
    /// <param name="configure">Sets the options; without it only calls from the same machine are taken.</param>
    public static IServiceCollection AddMoTriggers(this IServiceCollection services, Action<MoTriggerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = Add(services);
        if (configure is not null)
            options.Configure(configure);
        return services;
    }

    private static OptionsBuilder<MoTriggerOptions> Add(IServiceCollection services)
    {
        services.TryAddSingleton<CallVerifier>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MoTriggerOptions>, MoTriggerOptionsRules>());
        return services.AddOptions<MoTriggerOptions>().ValidateOnStart();
    }
}
