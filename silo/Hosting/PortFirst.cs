using Microsoft.AspNetCore.Hosting.Server.Features;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Hosting;

/// <summary>Holds the silo's start up until the port is bound: a second process of the same settings must not touch the store.</summary>
/// <param name="server">The web server.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Where it is told where the process listens.</param>
internal sealed class PortFirst(WebServer server, TimeProvider time, ILoggerFactory logs) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Binding takes milliseconds. Where the application before the web server fails, nobody ever asks it to.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(PortFirst), StartStages.PortBound, async cancellation =>
    {
        try
        {
            await server.Bound.WaitAsync(Longest, time, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new StartException($"the web server did not listen within {Longest.TotalSeconds} s.", late);
        }

        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        logs.CreateLogger("MoCluster.Silo").Bound(string.Join(", ", addresses));
    });
}
