namespace MoCluster.Silo.Errors;

/// <summary>The body of a request exceeds the limit. The answer is 413.</summary>
/// <param name="limit">The limit, in bytes.</param>
internal sealed class BodyTooLargeException(long limit) : Exception($"The body is larger than {limit} bytes.")
{
    public long Limit { get; } = limit;
}
