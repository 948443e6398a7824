using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MoCluster.Simulator.Activations;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Timers;

namespace MoCluster.Simulator;

/// <summary>Adds the simulator to a service collection.</summary>
public static class SimulatorServices
{
    /// <summary>
    /// Adds the engine: <see cref="IGrainFactory"/>, an <see cref="IStreamProvider"/> under each of its names, and start and stop with the
    /// host.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. Runs at once.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static IServiceCollection AddSimulator(this IServiceCollection services, Action<SimulatorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SimulatorOptions();
        configure(options);
        options.Validate();

        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton<SimulatorEngine>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SimulatorEngine>());
        services.AddSingleton(provider => provider.GetRequiredService<SimulatorEngine>().GrainFactory);
        services.AddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<SimulatorEngine>().Runtime);
        services.AddSingleton<ITimerRegistry>(provider => provider.GetRequiredService<SimulatorEngine>().Runtime);
        services.AddTransient<IGrainContext>(_ => Activation.Current
            ?? throw new InvalidOperationException("An IGrainContext is injected into grains only."));
        foreach (var name in options.StreamProviders)
        {
            services.AddKeyedSingleton<IStreamProvider>(
                name, (provider, _) => provider.GetRequiredService<SimulatorEngine>().StreamProvider(name));
        }

        return services;
    }
}
