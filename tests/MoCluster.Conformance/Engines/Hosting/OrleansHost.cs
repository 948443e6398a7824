using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoCluster.Grains;
using MoCluster.Silo.Cluster;
using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>A real silo of Orleans, on free ports of this machine.</summary>
internal sealed class OrleansHost : IEngineHost
{
    private readonly IHost _host;

    private OrleansHost(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IStreamProvider Streams => _host.Services.GetRequiredKeyedService<IStreamProvider>(IEngineHost.StreamProvider);

    public ProbeBoard Probes => _host.Services.GetRequiredService<ProbeBoard>();

    public static async Task<IEngineHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ProbeBoard>();
        builder.Services.AddSingleton<IActivationWorkingSetObserver, EndingActivations>();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Find(IPAddress.Loopback), FreePort.Find(IPAddress.Loopback))
            .AddMemoryGrainStorage(IEngineHost.Storage)
            .AddMemoryStreams(IEngineHost.StreamProvider, streams =>
            {
                streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
                streams.ConfigurePullingAgent(agent => agent.Configure(options =>
                    options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
            }));
        var host = builder.Build();
        await host.StartAsync();
        return new OrleansHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
