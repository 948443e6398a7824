using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MoCluster.Silo.Configuration;

/// <summary>What a connection may cost: callers that are slow, silent or greedy are let go, so that the others are served.</summary>
[Section("Http", "What a connection may cost.")]
internal sealed record HttpSettings
{
    [Setting("How many connections may be open at once; further ones are closed.", Min = "1", Max = "1000000")]
    public int MaxConnections { get; init; } = 10_000;

    [Setting("The largest first line of a request, its path and query, in bytes; a larger one is answered with 414.",
        Min = "256", Max = "1048576")]
    public int MaxRequestLineBytes { get; init; } = 16_384;

    [Setting("The size of all headers of a request together, in bytes; larger ones are answered with 431.", Min = "1024", Max = "1048576")]
    public int MaxHeaderBytes { get; init; } = 32_768;

    [Setting("How many headers a request has at most; more are answered with 431.", Min = "10", Max = "1000")]
    public int MaxHeaders { get; init; } = 100;

    [Setting("How long a request's headers may take from its first byte on; then it is answered with 408.",
        Min = "00:00:01", Max = "00:10:00")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    [Setting("How long a connection may lie idle before it is closed.", Min = "00:00:01", Max = "01:00:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    [Setting("How fast a body must come in and an answer be taken, in bytes a second; a slower connection is closed.",
        Min = "1", Max = "1048576")]
    public int MinBytesPerSecond { get; init; } = 5_000;

    [Setting("How long a body or an answer may be slower than that, in all.", Min = "00:00:02", Max = "00:10:00")]
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sets the server's limits.</summary>
    /// <param name="limits">The limits.</param>
    public void ApplyTo(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxRequestLineSize = MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = IdleTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(MinBytesPerSecond, SlowFor);
        limits.MinResponseDataRate = new MinDataRate(MinBytesPerSecond, SlowFor);
    }
}
