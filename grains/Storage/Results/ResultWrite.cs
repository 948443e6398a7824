using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Results;

/// <summary>A result to keep under an idempotency key.</summary>
/// <param name="Key">The key.</param>
/// <param name="RequestHash">A hash of the request: another request under the key is refused.</param>
/// <param name="Document">The answer as far as it is known before the commit, opaque to the store.</param>
public sealed record ResultWrite(IdempotencyKey Key, ImmutableArray<byte> RequestHash, ImmutableArray<byte> Document);
