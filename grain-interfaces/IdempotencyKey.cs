namespace MoCluster.GrainInterfaces;

/// <summary>
/// Under what a mutation's result is kept for a week, so that a client that lost the answer may ask again (DESIGN.md §6).
/// </summary>
/// <param name="Caller">Whose key it is: keys of two callers never meet.</param>
/// <param name="Key">The caller's own text, at most <see cref="MaxLength"/> characters.</param>
/// <param name="Path">The response path of the field in the request, so that one key serves a document of several mutations.</param>
/// <param name="Index">The place in a list input; 0 for a single one.</param>
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
