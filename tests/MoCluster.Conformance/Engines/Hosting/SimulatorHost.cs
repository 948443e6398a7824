using Microsoft.Extensions.DependencyInjection;
using MoCluster.Grains;
using MoCluster.Simulator;
using Orleans.Storage;
using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>The simulator in real time, on many threads.</summary>
internal sealed class SimulatorHost : IEngineHost
{
    private readonly ServiceProvider _services;

    private SimulatorHost(ServiceProvider services) => _services = services;

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public IStreamProvider Streams => _services.GetRequiredKeyedService<IStreamProvider>(IEngineHost.StreamProvider);

    public ProbeBoard Probes => _services.GetRequiredService<ProbeBoard>();

    public static async Task<IEngineHost> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ProbeBoard>();
        services.AddSingleton<IActivationWorkingSetObserver, EndingActivations>();
        services.AddKeyedSingleton<IGrainStorage, SimulatedStorage>(IEngineHost.Storage);
        services.AddSimulator(options =>
        {
            options.GrainAssemblies.Add(typeof(SimulatorHost).Assembly);
            options.StreamProviders.Add(IEngineHost.StreamProvider);
        });
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<SimulatorEngine>().StartAsync(CancellationToken.None);
        return new SimulatorHost(provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<SimulatorEngine>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
