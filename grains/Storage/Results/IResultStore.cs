using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Results;

/// <summary>The results that commits kept under idempotency keys.</summary>
public interface IResultStore
{
    /// <summary>What was kept under an idempotency key; null when nothing is, or no longer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation);
}
