using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using MoCluster.Client.Telemetry;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>
/// Settles events by their tokens. Acknowledgements that come while one is under way go together in the next request, so that none waits for a
/// timer, and many cost one commit. Acknowledging twice is no error, so a request whose answer was lost is sent again.
/// </summary>
internal sealed class TokenSettler : IAsyncDisposable
{
    private static readonly CallOptions s_acknowledge = new("acknowledge", IsRepeatable: true);

    private readonly MoTransport _transport;
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _starting = new();
    private Task? _sending;

    public TokenSettler(MoTransport transport) => _transport = transport;

    public void Ack(MoEvent settled) => Add(new Waiting(settled, null));

    public async ValueTask AckAsync(MoEvent settled, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new Waiting(settled, done));
        await done.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    public Task<bool> NakAsync(MoEvent settled, TimeSpan? delay, string? reason, CancellationToken cancellation) => NakAsync([settled], delay, reason, cancellation);

    /// <summary>Gives events back.</summary>
    /// <returns>Whether the lease of the first stood.</returns>
    public async Task<bool> NakAsync(IReadOnlyList<MoEvent> settled, TimeSpan? delay, string? reason, CancellationToken cancellation)
    {
        var stood = await _transport.PostAsync(
            "v1/nack", WriteEach(settled, "delay_seconds", delay, reason), ReadStood, new CallOptions("nack", IsRepeatable: true), cancellation).ConfigureAwait(false);
        MoTelemetry.Settled("nack", settled.Count, settled[0].Listener);
        return stood;
    }

    public async Task<bool> ParkAsync(MoEvent settled, string? reason, CancellationToken cancellation)
    {
        var stood = await _transport.PostAsync(
            "v1/park", WriteEach([settled], null, null, reason), ReadStood, new CallOptions("park", IsRepeatable: true), cancellation).ConfigureAwait(false);
        MoTelemetry.Settled("park", 1, settled.Listener);
        return stood;
    }

    public Task<DateTimeOffset?> TouchAsync(MoEvent settled, TimeSpan? lease, CancellationToken cancellation) => _transport.PostAsync(
        "v1/touch", WriteEach([settled], "lease_seconds", lease, null), ReadLease, new CallOptions("touch", IsRepeatable: true), cancellation);

    /// <summary>Sends what waits, for no longer than a call may take.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        Task? sending;
        lock (_starting)
            sending = _sending;
        if (sending is not null)
        {
            _ending.CancelAfter(_transport.Options.Timeout);
            await sending.ConfigureAwait(false);
        }

        _ending.Dispose();
    }

    private void Add(Waiting one)
    {
        if (_sending is null)
        {
            lock (_starting)
                _sending ??= Task.Run(SendAsync);
        }

        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(one), typeof(MoClient));
    }

    private async Task SendAsync()
    {
        var batch = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < _transport.Options.MaxBatch && _waiting.Reader.TryRead(out var one))
                batch.Add(one);
            await SendAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(List<Waiting> batch)
    {
        try
        {
            await _transport.PostAsync("v1/acknowledge", WriteTokens(batch), static _ => true, s_acknowledge, _ending.Token).ConfigureAwait(false);
            foreach (var one in batch)
            {
                one.Done?.TrySetResult();
                MoTelemetry.Settled("ack", 1, one.Event.Listener);
            }
        }
        catch (MoException refusal) when (batch.Count > 1 && !refusal.IsRetriable)
        {
            // One of them may be at fault, such as one whose listener is gone. The others must not suffer for it.
            foreach (var one in batch)
                await SendAsync([one]).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            foreach (var one in batch)
                one.Fail(failure is OperationCanceledException ? new MoException(MoErrorCode.Unavailable, "The client was disposed before the event could be acknowledged.", failure) : failure);
        }
    }

    private static ReadOnlyMemory<byte> WriteTokens(List<Waiting> batch)
    {
        var buffer = new ArrayBufferWriter<byte>(32 + (batch.Count * 128));
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("tokens"u8);
        foreach (var one in batch)
            writer.WriteStringValue(one.Event.Token);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> WriteEach(IReadOnlyList<MoEvent> settled, string? name, TimeSpan? span, string? reason)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("events"u8);
        foreach (var one in settled)
        {
            writer.WriteStartObject();
            writer.WriteString("token"u8, one.Token);
            if (name is not null && span is { } given)
                writer.WriteNumber(name, given.TotalSeconds);
            if (reason is not null)
                writer.WriteString("reason"u8, reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static bool ReadStood(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        return answer.RootElement.GetProperty("stood")[0].GetBoolean();
    }

    private static DateTimeOffset? ReadLease(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        var until = answer.RootElement.GetProperty("leased_until")[0];
        return until.ValueKind == JsonValueKind.Null ? null : until.GetDateTimeOffset();
    }

    private readonly record struct Waiting(MoEvent Event, TaskCompletionSource? Done)
    {
        public void Fail(Exception failure)
        {
            if (Done is not null)
                Done.TrySetException(failure);
            else
                Event.Listener.OnAckFailed(Event, failure);
        }
    }
}
