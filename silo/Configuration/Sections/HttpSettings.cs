using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>What a connection may cost: callers that are slow, silent or greedy are let go, so that the others are served.</summary>
internal sealed record HttpSettings
{
    /// <summary>How many connections may be open at once; further ones are closed.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The largest first line of a request, its path and query, in bytes; a larger one is answered with 414.</summary>
    [Range(256, 1_048_576)]
    public int MaxRequestLineBytes { get; init; } = 16_384;

    /// <summary>The size of all headers of a request together, in bytes; larger ones are answered with 431.</summary>
    [Range(1024, 1_048_576)]
    public int MaxHeaderBytes { get; init; } = 32_768;

    /// <summary>How many headers a request has at most; more are answered with 431.</summary>
    [Range(10, 1000)]
    public int MaxHeaders { get; init; } = 100;

    /// <summary>How long a request's headers may take from its first byte on; then it is answered with 408.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may lie idle before it is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>How fast a body must come in and an answer be taken, in bytes a second; a slower connection is closed.</summary>
    [Range(1, 1_048_576)]
    public int MinBytesPerSecond { get; init; } = 5_000;

    /// <summary>How long a body or an answer may be slower than that, in all.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
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
