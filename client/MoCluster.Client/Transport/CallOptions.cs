namespace MoCluster.Client.Transport;

/// <summary>How a call may be made.</summary>
/// <param name="Name">The name of the call, for messages and metrics.</param>
/// <param name="IsRepeatable">Whether the call may be made again when its answer was lost, because doing it twice is doing it once.</param>
internal readonly record struct CallOptions(string Name, bool IsRepeatable)
{
    /// <summary>The key under which the server does the call once however often it is sent; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the address has after the path, for example <c>?triggerless=1</c>; null for nothing.</summary>
    public string? Query { get; init; }

    /// <summary>How long the server may wait before it answers.</summary>
    public TimeSpan Wait { get; init; }
}
