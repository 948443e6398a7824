using MoCluster.Silo.Configuration;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Hosting;

/// <summary>Holds the silo's start up until the port is bound: a second process of the same settings must not touch the store.</summary>
/// <param name="server">The web server.</param>
/// <param name="urls">Where it listens.</param>
/// <param name="logs">Where that is told.</param>
internal sealed class PortFirst(WebServer server, ListenUrls urls, ILoggerFactory logs) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(PortFirst), StartStages.PortBound, async cancellation =>
    {
        await server.Bound.WaitAsync(cancellation);
        logs.CreateLogger("MoCluster.Silo").Bound(string.Join(", ", urls.Values));
    });
}
