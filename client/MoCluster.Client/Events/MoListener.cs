using System.Runtime.CompilerServices;
using MoCluster.Client.Telemetry;

namespace MoCluster.Client;

/// <summary>A listener, from which events are consumed. Any number of programs may consume from one listener; each event goes to one of them.</summary>
public sealed class MoListener
{
    internal MoListener(IEventCalls calls, TokenSettler settler, Guid uuid, ListenerInfo? info) =>
        (Calls, Settler, Uuid, Info) = (calls, settler, uuid, info);

    /// <summary>Is raised when an event that was acknowledged by <see cref="MoEvent.Ack"/> could not be acknowledged. The event comes again.</summary>
    public event Action<MoEvent, Exception>? AckFailed;

    /// <summary>Its identity.</summary>
    public Guid Uuid { get; }

    /// <summary>What the server said of it when it was declared or found; null if it was opened by its uuid alone.</summary>
    public ListenerInfo? Info { get; }

    /// <summary>Fetches its events.</summary>
    internal IEventCalls Calls { get; }

    /// <summary>Settles its events.</summary>
    internal TokenSettler Settler { get; }

    /// <summary>
    /// Consumes events as they come, for ever: the server sends them, and the stream is opened again when it is cut off. When the loop ends, events that
    /// were received and not taken are given back; what the server sends at that very moment comes again when its lease ends.
    /// </summary>
    /// <param name="options">The window; 100 events when null.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    /// <exception cref="MoException">The server refused for good, for example because the listener was deleted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<MoEvent> ConsumeAsync(
        ConsumeOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new ConsumeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Window, 1);
        await using var stream = new EventStream(this, options);
        while (true)
            yield return await stream.NextAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fetches events that are there, or waits for the first.</summary>
    /// <param name="options">How many, and how long to wait; 100 without waiting when null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The events; none if none came in time.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<IReadOnlyList<MoEvent>> FetchAsync(FetchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FetchOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1);
        var time = Calls.Options.TimeProvider;
        var started = time.GetTimestamp();
        while (true)
        {
            var left = options.Wait - time.GetElapsedTime(started);
            var wait = left < TimeSpan.Zero ? TimeSpan.Zero : left > Calls.LongestWait ? Calls.LongestWait : left;
            var events = await Calls.FetchAsync(this, options.Limit, wait, cancellationToken).ConfigureAwait(false);
            if (events.Count > 0)
                MoTelemetry.Received(this, events.Count);
            if (events.Count > 0 || wait >= left)
                return events;
        }
    }

    /// <summary>Fetches the next event, or waits for it.</summary>
    /// <param name="wait">How long to wait; for ever when null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event; null if none came in time.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<MoEvent?> NextAsync(TimeSpan? wait = null, CancellationToken cancellationToken = default)
    {
        var events = await FetchAsync(new FetchOptions { Limit = 1, Wait = wait ?? TimeSpan.MaxValue }, cancellationToken).ConfigureAwait(false);
        return events.Count > 0 ? events[0] : null;
    }

    internal void OnAckFailed(MoEvent settled, Exception failure) => AckFailed?.Invoke(settled, failure);
}
