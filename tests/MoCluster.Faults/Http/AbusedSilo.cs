using MoCluster.History.Workload;

namespace MoCluster.Faults.Http;

/// <summary>A silo with short time limits for slow callers, and otherwise the usual limits.</summary>
public sealed class AbusedSilo : IAsyncLifetime
{
    private SiloRun? _run;

    /// <summary>How soon a stalled caller must be disconnected: the longest of the silo's limits, plus a margin for a busy machine.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    internal SiloRun Run => _run!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _run = await SiloRun.StartAsync(
        null,
        "Http:MaxConnections=2000",
        "Http:HeadersTimeout=00:00:02",
        "Http:IdleTimeout=00:00:03",
        "Http:MinBytesPerSecond=1048576",
        "Http:SlowFor=00:00:02");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
            await _run.DisposeAsync();
    }
}
