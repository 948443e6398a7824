using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MoCluster.Client.Telemetry;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>A listener, from which events are consumed. Any number of programs may consume from one listener; each event goes to one of them.</summary>
public sealed class MoListener
{
    /// <summary>The longest wait of one request, so that no proxy takes a waiting connection for a dead one.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);

    private readonly MoTransport _transport;
    private readonly TokenSettler _settler;

    internal MoListener(MoTransport transport, TokenSettler settler, Guid uuid, ListenerInfo? info)
    {
        (_transport, _settler, Uuid, Info) = (transport, settler, uuid, info);
    }

    /// <summary>Is raised when an event that was acknowledged by <see cref="MoEvent.Ack"/> could not be acknowledged. The event comes again.</summary>
    public event Action<MoEvent, Exception>? AckFailed;

    /// <summary>Its identity.</summary>
    public Guid Uuid { get; }

    /// <summary>What the server said of it when it was declared or found; null if it was opened by its uuid alone.</summary>
    public ListenerInfo? Info { get; }

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
        await using var stream = new EventStream(_transport, this, _settler, options);
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
        var started = _transport.Time.GetTimestamp();
        while (true)
        {
            var left = options.Wait - _transport.Time.GetElapsedTime(started);
            var wait = left < TimeSpan.Zero ? TimeSpan.Zero : left > s_longestWait ? s_longestWait : left;
            var events = await FetchOnceAsync(options.Limit, wait, cancellationToken).ConfigureAwait(false);
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

    private Task<IReadOnlyList<MoEvent>> FetchOnceAsync(int limit, TimeSpan wait, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteNumber("limit"u8, limit);
            writer.WriteNumber("wait_seconds"u8, wait.TotalSeconds);
            writer.WriteEndObject();
        }

        return _transport.PostAsync(
            $"v1/listeners/{Uuid:D}/fetch",
            body.WrittenMemory,
            answer => EventJson.ReadFetched(answer.Span, this, _settler),
            new CallOptions("fetch", IsRepeatable: true) { Wait = wait },
            cancellation);
    }
}
