using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The limits of connections. They protect other callers from those that are slow, idle or greedy.</summary>
internal sealed record HttpSettings
{
    /// <summary>The most open connections. Further ones are closed.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The largest request line (method, path and query), in bytes. A longer one is refused with 414.</summary>
    [Range(256, 1_048_576)]
    public int MaxRequestLineBytes { get; init; } = 16_384;

    /// <summary>The largest total size of the headers of a request, in bytes. Larger headers are refused with 431.</summary>
    [Range(1024, 1_048_576)]
    public int MaxHeaderBytes { get; init; } = 32_768;

    /// <summary>The most headers of a request. More are refused with 431.</summary>
    [Range(10, 1000)]
    public int MaxHeaders { get; init; } = 100;

    /// <summary>The longest time in which the headers of a request must arrive, from its first byte on. A slower request is refused with 408.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may be idle before it is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The lowest rate at which a caller must send a body and read an answer, in bytes a second. A slower connection is closed.</summary>
    [Range(1, 1_048_576)]
    public int MinBytesPerSecond { get; init; } = 5_000;

    /// <summary>How long a body or an answer may be slower than <c>Http:MinBytesPerSecond</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Applies the settings to Kestrel.</summary>
    /// <param name="limits">The limits of Kestrel.</param>
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
