using System.Buffers;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Fetches and settles events over HTTP. Doing any of it twice is doing it once, so a request whose answer was lost is sent again.</summary>
internal sealed class HttpEventCalls(MoTransport transport) : IEventCalls
{
    private static readonly CallOptions s_acknowledge = new("acknowledge", IsRepeatable: true);
    private static readonly CallOptions s_nack = new("nack", IsRepeatable: true);
    private static readonly CallOptions s_park = new("park", IsRepeatable: true);
    private static readonly CallOptions s_touch = new("touch", IsRepeatable: true);

    /// <inheritdoc />
    public MoClientOptions Options => transport.Options;

    /// <summary>So long that no proxy takes a waiting connection for a dead one.</summary>
    public TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public Task<IReadOnlyList<MoEvent>> FetchAsync(MoListener listener, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteNumber("limit"u8, limit);
            writer.WriteNumber("wait_seconds"u8, wait.TotalSeconds);
            writer.WriteEndObject();
        }

        return transport.PostAsync(
            $"v1/listeners/{listener.Uuid:D}/fetch",
            body.WrittenMemory,
            answer => EventJson.ReadFetched(answer.Span, listener),
            new CallOptions("fetch", IsRepeatable: true) { Wait = wait },
            cancellation);
    }

    /// <inheritdoc />
    public IEventSource NewSource(MoListener listener, ConsumeOptions options) => new LineSource(transport, listener, options);

    /// <inheritdoc />
    public Task AckAsync(IReadOnlyList<string> tokens, CancellationToken cancellation) =>
        transport.PostAsync("v1/acknowledge", TokenJson.WriteTokens(tokens), static _ => true, s_acknowledge, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<bool>> NakAsync(IReadOnlyList<string> tokens, TimeSpan? delay, string? reason, CancellationToken cancellation) =>
        transport.PostAsync("v1/nack", TokenJson.WriteEach(tokens, "delay_seconds", delay, reason), TokenJson.ReadStood, s_nack, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<bool>> ParkAsync(IReadOnlyList<string> tokens, string? reason, CancellationToken cancellation) =>
        transport.PostAsync("v1/park", TokenJson.WriteEach(tokens, null, null, reason), TokenJson.ReadStood, s_park, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<DateTimeOffset?>> TouchAsync(IReadOnlyList<string> tokens, TimeSpan? lease, CancellationToken cancellation) =>
        transport.PostAsync("v1/touch", TokenJson.WriteEach(tokens, "lease_seconds", lease, null), TokenJson.ReadLeases, s_touch, cancellation);
}
