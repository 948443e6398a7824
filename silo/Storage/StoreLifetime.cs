using MoCluster.Grains.Storage;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store before the silo starts, and closes it when the silo has stopped and its commits are finished.</summary>
/// <param name="opening">Opens it.</param>
/// <param name="store">What everybody else has of it.</param>
internal sealed class StoreLifetime(IStoreOpening opening, MeteredStore store) : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private IStore? _open;

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StoreLifetime), StartStages.StoreOpen, OpenAsync, _ => DisposeAsync().AsTask());

    /// <summary>Closes the store, also when the silo could not be started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _open, null) is IAsyncDisposable open)
            await open.DisposeAsync();
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        _open = await opening.OpenAsync(cancellation);
        store.Open(_open);
    }
}
