using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store of the process.</summary>
internal interface IStoreOpening
{
    /// <summary>Opens the store.</summary>
    /// <param name="cancellation">Cancels the attempt.</param>
    /// <returns>The store. The caller must close it.</returns>
    /// <exception cref="MoCluster.Silo.Hosting.StartException">The store cannot be opened.</exception>
    Task<IStore> OpenAsync(CancellationToken cancellation);
}
