using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Results;

/// <summary>A result to keep under an idempotency key.</summary>
/// <param name="Key">The key.</param>
/// <param name="RequestHash">The hash of the request, by which another request under the same key is detected.</param>
/// <param name="Document">The answer, without what the commit assigns. The store does not look into it.</param>
public sealed record ResultWrite(IdempotencyKey Key, ImmutableArray<byte> RequestHash, ImmutableArray<byte> Document);
