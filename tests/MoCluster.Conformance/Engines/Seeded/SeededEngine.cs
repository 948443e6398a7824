using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.Conformance.Engines.Hosting;
using MoCluster.Simulator;
using MoCluster.Simulator.Scheduling;
using Orleans.Storage;
using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Seeded;

/// <summary>The simulator run by a seed.</summary>
internal sealed class SeededEngine : IDisposable
{
    private readonly ServiceProvider _services;

    public SeededEngine(int seed, Action<SimulatorOptions>? configure = null, ILoggerProvider? log = null)
    {
        Run = new SeededScheduler(seed);
        var services = new ServiceCollection();
        services.AddSingleton<ProbeBoard>();
        services.AddLogging(logging =>
        {
            if (log is not null)
                logging.AddProvider(log);
        });
        services.AddKeyedSingleton<IGrainStorage, SimulatedStorage>(IEngineHost.Storage);
        services.AddSimulator(options =>
        {
            options.GrainAssemblies.Add(typeof(SeededEngine).Assembly);
            options.StreamProviders.Add(IEngineHost.StreamProvider);
            options.UseSeed(Run);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
    }

    public SeededScheduler Run { get; }

    public SimulatorEngine Silo => _services.GetRequiredService<SimulatorEngine>();

    public IGrainFactory Grains => Silo.GrainFactory;

    public IStreamProvider Streams => _services.GetRequiredKeyedService<IStreamProvider>(IEngineHost.StreamProvider);

    public IGrainStorage Storage => _services.GetRequiredKeyedService<IGrainStorage>(IEngineHost.Storage);

    public Probe Probe(string key) => _services.GetRequiredService<ProbeBoard>().Of(key);

    public void Dispose() => _services.Dispose();
}
