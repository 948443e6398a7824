using MoCluster.Grains.Storage;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store before the silo starts. Closes it after the silo has stopped and its commits are finished.</summary>
/// <param name="opening">Opens the store.</param>
/// <param name="store">Receives the open store and gives it to everybody else.</param>
/// <param name="end">Learns when the store could not be closed.</param>
/// <param name="time">Measures the time to close.</param>
/// <param name="logs">Makes the log.</param>
internal sealed class StoreLifetime(IStoreOpening opening, MeteredStore store, ProcessEnd end, TimeProvider time, ILoggerFactory logs)
    : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private IStore? _open;

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StoreLifetime), StartStages.StoreOpen, OpenAsync, _ => DisposeAsync().AsTask());

    /// <summary>Closes the store, also when the silo could not start. It does not throw, because no caller could handle that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _open, null) is not IAsyncDisposable open)
            return;
        try
        {
            await open.DisposeAsync().AsTask().WaitAsync(StopTimes.Store, time);
        }
        catch (TimeoutException)
        {
            logs.CreateLogger("MoCluster.Silo").StoreClosesSlowly(StopTimes.Store);
        }
        catch (Exception failure)
        {
            logs.CreateLogger("MoCluster.Silo").StoreNotClosed(failure, failure.Message);
            end.Fail();
        }
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        _open = await opening.OpenAsync(cancellation);
        store.Open(_open);
    }
}
