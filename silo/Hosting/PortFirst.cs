using Microsoft.AspNetCore.Hosting.Server.Features;
using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Hosting;

/// <summary>Delays the start of the silo until the port is bound, so that a second process with the same settings does not touch the store.</summary>
/// <param name="server">The web server.</param>
/// <param name="time">Measures the wait.</param>
/// <param name="logs">Makes the log that says on which addresses the process listens.</param>
internal sealed class PortFirst(WebServer server, TimeProvider time, ILoggerFactory logs) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>The longest wait. Binding takes milliseconds, but if the application fails before the web server starts, the port is never bound.</summary>
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
            throw new StartException($"the web server did not bind its port within {Longest.TotalSeconds} s.", late);
        }

        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        logs.CreateLogger("MoCluster.Silo").Bound(string.Join(", ", addresses));
    });
}
