namespace MoCluster.Client;

/// <summary>The calls that fetch and settle events, whichever way they go: over HTTP, or straight to the grains.</summary>
internal interface IEventCalls
{
    /// <summary>How calls wait and are tried again.</summary>
    MoClientOptions Options { get; }

    /// <summary>The longest wait of one fetch. Longer waits are made of several.</summary>
    TimeSpan LongestWait { get; }

    /// <summary>Fetches events once, or waits for the first.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="limit">The most events.</param>
    /// <param name="wait">How long to wait if there is none, up to <see cref="LongestWait"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<MoEvent>> FetchAsync(MoListener listener, int limit, TimeSpan wait, CancellationToken cancellation);

    /// <summary>Makes a source that sends events as they come. It connects with its first receipt.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="options">The window.</param>
    IEventSource NewSource(MoListener listener, ConsumeOptions options);

    /// <summary>Acknowledges by tokens.</summary>
    Task AckAsync(IReadOnlyList<string> tokens, CancellationToken cancellation);

    /// <summary>Gives events back.</summary>
    /// <returns>For each event, whether its lease stood.</returns>
    Task<IReadOnlyList<bool>> NakAsync(IReadOnlyList<string> tokens, TimeSpan? delay, string? reason, CancellationToken cancellation);

    /// <summary>Parks events.</summary>
    /// <returns>For each event, whether its lease stood.</returns>
    Task<IReadOnlyList<bool>> ParkAsync(IReadOnlyList<string> tokens, string? reason, CancellationToken cancellation);

    /// <summary>Extends leases.</summary>
    /// <returns>For each event, when its lease ends; null if it has ended.</returns>
    Task<IReadOnlyList<DateTimeOffset?>> TouchAsync(IReadOnlyList<string> tokens, TimeSpan? lease, CancellationToken cancellation);
}
