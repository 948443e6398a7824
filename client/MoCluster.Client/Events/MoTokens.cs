namespace MoCluster.Client;

/// <summary>
/// Settles events by their tokens alone, for programs that kept tokens: another process than the one that fetched may settle an event. What a token does is
/// the same as at <see cref="MoEvent"/>.
/// </summary>
public sealed class MoTokens
{
    private readonly TokenSettler _settler;

    internal MoTokens(TokenSettler settler) => _settler = settler;

    /// <summary>Acknowledges events, those of each listener in one commit.</summary>
    /// <param name="tokens">Their tokens, at most as many as the server's Api:MaxBatchLength (1000).</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task AckAsync(IReadOnlyList<string> tokens, CancellationToken cancellationToken = default) => _settler.AckAsync(tokens, cancellationToken);

    /// <summary>Gives events back: they are delivered again later.</summary>
    /// <param name="tokens">Their tokens, at most as many as the server's Api:MaxBatchLength (1000).</param>
    /// <param name="delay">When, from now on; after the back-off of the listener when null.</param>
    /// <param name="reason">Why, for people; up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>For each event, whether its lease stood. If not, nothing was done.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<bool>> NakAsync(
        IReadOnlyList<string> tokens, TimeSpan? delay = null, string? reason = null, CancellationToken cancellationToken = default) =>
        _settler.NakAsync(tokens, delay, reason, cancellationToken);

    /// <summary>Extends leases. A touch never shortens one.</summary>
    /// <param name="tokens">The tokens of the events, at most as many as the server's Api:MaxBatchLength (1000).</param>
    /// <param name="lease">How long the leases last from now on; the lease time of the listener when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>For each event, when its lease ends; null if it has ended already.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<DateTimeOffset?>> TouchAsync(
        IReadOnlyList<string> tokens, TimeSpan? lease = null, CancellationToken cancellationToken = default) =>
        _settler.TouchAsync(tokens, lease, cancellationToken);

    /// <summary>Sets events aside until they are replayed, or newer events of their subjects come.</summary>
    /// <param name="tokens">Their tokens, at most as many as the server's Api:MaxBatchLength (1000).</param>
    /// <param name="reason">Why, for people; up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>For each event, whether its lease stood. If not, nothing was done.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<bool>> ParkAsync(IReadOnlyList<string> tokens, string? reason = null, CancellationToken cancellationToken = default) =>
        _settler.ParkAsync(tokens, reason, cancellationToken);
}
