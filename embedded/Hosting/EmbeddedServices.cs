using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MoCluster.Embedded.Activations;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Embedded;

/// <summary>Hosting of the embedded engine.</summary>
public static class EmbeddedServices
{
    /// <summary>
    /// Adds the engine: <see cref="IGrainFactory"/>, an <see cref="IStreamProvider"/> under each of its names, and start and stop
    /// with the host.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; runs at once.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, Action<EmbeddedOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new EmbeddedOptions();
        configure(options);
        options.Validate();

        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton<EmbeddedSilo>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmbeddedSilo>());
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedSilo>().GrainFactory);
        services.AddTransient<IGrainContext>(_ => Activation.Current
            ?? throw new InvalidOperationException("An IGrainContext is injected into grains only."));
        foreach (var name in options.StreamProviders)
            services.AddKeyedSingleton<IStreamProvider>(name, (provider, _) => provider.GetRequiredService<EmbeddedSilo>().Streams[name]);

        return services;
    }
}
