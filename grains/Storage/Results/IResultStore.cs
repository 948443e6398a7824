using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Results;

/// <summary>Reads the results that commits kept under idempotency keys.</summary>
public interface IResultStore
{
    /// <summary>Reads the result kept under an idempotency key; null if there is none, or none any more.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation);
}
