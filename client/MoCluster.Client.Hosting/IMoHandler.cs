namespace MoCluster.Client.Hosting;

/// <summary>
/// Handles the events of a listener. It is made for each event in a scope of its own, with services injected. An event may come twice, so handling it twice
/// must be the same as handling it once.
/// </summary>
public interface IMoHandler
{
    /// <summary>
    /// Handles an event. When it returns <see cref="MoOutcome.Done"/>, the event is acknowledged. When it throws, the event comes again after the
    /// back-off of the listener.
    /// </summary>
    /// <param name="changed">The event.</param>
    /// <param name="cancellationToken">
    /// Is cancelled when the program stops and the time for that is nearly over, when the lease of the event was lost, and when the handler takes longer than
    /// <see cref="MoListenerOptions.HandlerTimeout"/>.
    /// </param>
    Task<MoOutcome> HandleAsync(MoEvent changed, CancellationToken cancellationToken);
}
