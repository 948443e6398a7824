namespace MoCluster.Client;

/// <summary>How a client connects, waits and tries again.</summary>
public sealed record MoClientOptions
{
    /// <summary>What a client does when nothing else is said.</summary>
    public static MoClientOptions Default { get; } = new();

    /// <summary>Gives the bearer token of each request; null where the server needs none, which is only on its own machine.</summary>
    public MoCredentials? Credentials { get; init; }

    /// <summary>How long a call may take with all its attempts; 30 s by default. What a call waits for by itself, such as a fetch, comes on top.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt of a call may take; 10 s by default. What a call waits for by itself comes on top.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="MoClient.DisposeAsync"/> may take to send the acknowledgements that wait; 30 s by default.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the second attempt; it doubles with each further one, and is jittered. 100 ms by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two attempts; 5 s by default. A server that says when to come again is followed up to this.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most tokens in one request that settles events; 1000 by default, which a server takes unless it is configured otherwise.</summary>
    public int MaxBatch { get; init; } = 1000;

    /// <summary>
    /// Makes the handler that sends requests, for example to add a certificate; null for one with the client's own limits. The client disposes it.
    /// Give a <see cref="SocketsHttpHandler"/> no <c>ResponseDrainTimeout</c>, so that a consumer that ends gives its events back at once.
    /// </summary>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>The clock of waits and pauses; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The name of the program for the server's log, as the header User-Agent; the client's own name by default.</summary>
    public string? UserAgent { get; init; }
}
