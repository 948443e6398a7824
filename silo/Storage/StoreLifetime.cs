using MoCluster.Grains.Storage;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store before the silo starts, and closes it when the silo has stopped and its commits are finished.</summary>
/// <param name="opening">Opens it.</param>
/// <param name="store">What everybody else has of it.</param>
/// <param name="end">Is told when it could not be closed.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Where that is logged.</param>
internal sealed class StoreLifetime(IStoreOpening opening, MeteredStore store, ProcessEnd end, TimeProvider time, ILoggerFactory logs)
    : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private IStore? _open;

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StoreLifetime), StartStages.StoreOpen, OpenAsync, _ => DisposeAsync().AsTask());

    /// <summary>Closes the store, also when the silo could not be started. It does not fail: nobody could do anything about it.</summary>
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
