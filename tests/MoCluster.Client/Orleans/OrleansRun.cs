using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Tests.OverOrleans;

/// <summary>A program with a client of Orleans, connected to the gateway of a silo.</summary>
internal sealed class OrleansRun : IAsyncDisposable
{
    private readonly IHost _host;

    private OrleansRun(IHost host) => _host = host;

    public global::Orleans.IClusterClient Grains => _host.Services.GetRequiredService<global::Orleans.IClusterClient>();

    /// <summary>Connects to the gateway at a port of this machine. Disposing disconnects.</summary>
    /// <param name="gateway">The port.</param>
    /// <param name="configure">What else the client is to do.</param>
    /// <exception cref="global::Orleans.Runtime.OrleansException">It cannot connect.</exception>
    public static Task<OrleansRun> StartAsync(int gateway, Action<IClientBuilder>? configure = null) => StartAsync(client =>
    {
        client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gateway));
        configure?.Invoke(client);
    });

    /// <summary>Connects. Disposing disconnects.</summary>
    /// <param name="configure">How the client finds the silos.</param>
    /// <exception cref="global::Orleans.Runtime.OrleansException">It cannot connect.</exception>
    public static async Task<OrleansRun> StartAsync(Action<IClientBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.UseOrleansClient(client =>
        {
            client.UseMoCluster().UseConnectionRetryFilter((_, _) => Task.FromResult(false));
            configure(client);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new OrleansRun(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
