using System.Diagnostics;
using MoCluster.Client.Telemetry;

namespace MoCluster.Client;

/// <summary>
/// An event that is leased to this program. It comes again when its lease ends, unless it is acknowledged; so a program that dies loses nothing,
/// and must bear to see an event twice.
/// </summary>
public sealed class MoEvent
{
    internal MoEvent(MoListener listener) => Listener = listener;

    /// <summary>The listener that it came from.</summary>
    public MoListener Listener { get; }

    /// <summary>Its identity.</summary>
    public Guid Uuid { get; internal init; }

    /// <summary>The identifier of what it concerns: for events of MO the uuid of the object.</summary>
    public string Subject { get; internal init; } = "";

    /// <summary>The priority; 1 is first. It is the lowest number among the events of the subject that this one stands for.</summary>
    public int Priority { get; internal init; }

    /// <summary>The token that settles it. Opaque; it may be kept, and used by another process (<see cref="MoTokens"/>).</summary>
    public string Token { get; internal init; } = "";

    /// <summary>Its position in its stream: 1, 2, 3 … without gaps.</summary>
    public long Number { get; internal init; }

    /// <summary>When it was committed.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>The key: events with the same key are never leased twice at once within a group of listeners.</summary>
    public string Key { get; internal init; } = "";

    /// <summary>The number of the registration behind it; null for events that integrations sent.</summary>
    public long? RegistrationId { get; internal init; }

    /// <summary>The number of this delivery, from 1.</summary>
    public int Attempt { get; internal init; }

    /// <summary>When its lease ends, by the server's clock, unless it is touched.</summary>
    public DateTimeOffset LeasedUntil { get; internal init; }

    /// <summary>The W3C trace parent of what caused it; null if no trace was recorded.</summary>
    public string? TraceParent { get; internal init; }

    /// <summary>The subject as a uuid, which it is for events of MO.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Guid SubjectUuid => Guid.Parse(Subject);

    /// <summary>
    /// Acknowledges it, together with what else is acknowledged at the moment, and waits until this is durable: then it does not come again. It is no
    /// error if it was acknowledged before, or its lease has ended.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the acknowledgement is sent nevertheless.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time. The event comes again.</exception>
    public ValueTask AckAsync(CancellationToken cancellationToken = default) => Listener.Settler.AckAsync(this, cancellationToken);

    /// <summary>
    /// Acknowledges it without waiting: it is sent as soon as the one before it was answered, and by <see cref="MoClient.DisposeAsync"/> at the latest. If
    /// that fails for good, the event comes again, and <see cref="MoListener.AckFailed"/> tells why.
    /// </summary>
    public void Ack() => Listener.Settler.Ack(this);

    /// <summary>Gives it back: it is delivered again later.</summary>
    /// <param name="delay">When, from now on; after the back-off of the listener when null.</param>
    /// <param name="reason">Why, for people; up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>Whether its lease stood. If not, nothing was done; after a lost answer the call may have ended the lease itself.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<bool> NakAsync(TimeSpan? delay = null, string? reason = null, CancellationToken cancellationToken = default) =>
        (await Listener.Settler.NakAsync([Token], delay, reason, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Extends its lease. A touch never shortens it.</summary>
    /// <param name="lease">How long the lease lasts from now on; the lease time of the listener when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>When the lease ends; null if it has ended already.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<DateTimeOffset?> TouchAsync(TimeSpan? lease = null, CancellationToken cancellationToken = default) =>
        (await Listener.Settler.TouchAsync([Token], lease, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Sets it aside until it is replayed, or a newer event of its subject comes.</summary>
    /// <param name="reason">Why, for people; up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>Whether its lease stood. If not, nothing was done; after a lost answer the call may have ended the lease itself.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<bool> ParkAsync(string? reason = null, CancellationToken cancellationToken = default) =>
        (await Listener.Settler.ParkAsync([Token], reason, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>
    /// Starts the span of its processing by the conventions of OpenTelemetry, linked to what caused it. Dispose it when the processing ends.
    /// </summary>
    /// <returns>The span; null if nobody listens to <c>MoCluster.Client</c>.</returns>
    public Activity? StartProcessing() => MoTelemetry.StartProcess(this);
}
