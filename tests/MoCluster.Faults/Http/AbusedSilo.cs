using MoCluster.History.Workload;

namespace MoCluster.Faults.Http;

/// <summary>A silo that lets go of slow callers soon, and forgives nothing else than silos usually do.</summary>
public sealed class AbusedSilo : IAsyncLifetime
{
    private SiloRun? _run;

    /// <summary>After which time a caller that stalls must be gone: the longest of its limits, and what a busy machine adds.</summary>
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
