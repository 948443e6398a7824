namespace MoCluster.GrainInterfaces;

/// <summary>
/// The key under which a mutation's result is kept for a week, so that a client that lost the answer can repeat the request (docs/architecture.md §6).
/// </summary>
/// <param name="Caller">The caller's identity. Keys of two callers are always different.</param>
/// <param name="Key">The caller's text, at most <see cref="MaxLength"/> characters.</param>
/// <param name="Path">The response path of the field in the request, so that one text serves a document with several mutations.</param>
/// <param name="Index">The index in a list input; 0 for a single input.</param>
[GenerateSerializer, Immutable, Alias("mo.idempotency-key")]
public sealed record IdempotencyKey(
    [property: Id(0)] Guid Caller,
    [property: Id(1)] string Key,
    [property: Id(2)] string Path,
    [property: Id(3)] int Index = 0)
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 200;
}
