namespace MoCluster.Silo.Errors;

/// <summary>A request's body exceeds the limit.</summary>
/// <param name="limit">The limit, in bytes.</param>
internal sealed class BodyTooLargeException(long limit) : Exception($"The body is larger than {limit} bytes.")
{
    public long Limit { get; } = limit;
}
