using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store of the process.</summary>
internal interface IStoreOpening
{
    /// <summary>Opens it.</summary>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The store, which the caller closes.</returns>
    /// <exception cref="MoCluster.Silo.Hosting.StartException">It cannot be opened.</exception>
    Task<IStore> OpenAsync(CancellationToken cancellation);
}
