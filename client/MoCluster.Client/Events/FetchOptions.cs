namespace MoCluster.Client;

/// <summary>What a fetch asks for.</summary>
public sealed record FetchOptions
{
    /// <summary>The most events; 100 by default.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How long the server waits for the first event if there is none; not at all by default. Long waits are made of several requests.</summary>
    public TimeSpan Wait { get; init; }
}
