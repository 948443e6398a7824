namespace MoCluster.Silo.Triggers.Http;

/// <summary>What an endpoint answered to a call.</summary>
/// <param name="Refusal">Why it refuses; null when it accepts.</param>
/// <param name="RetryAfter">When it wants to be called again; null when it does not say.</param>
/// <param name="Body">What it answered.</param>
internal sealed record EndpointAnswer(string? Refusal, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body);
