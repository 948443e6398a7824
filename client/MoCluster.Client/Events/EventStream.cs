using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using MoCluster.Client.Telemetry;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>
/// Reads the stream of a listener line by line, and opens it again when it ends. What was received and not taken is given back at the end, so that
/// another consumer gets it at once.
/// </summary>
internal sealed class EventStream(MoTransport transport, MoListener listener, TokenSettler settler, ConsumeOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(2);

    /// <summary>What is given back is delivered so much later, when the server knows that this stream is closed and does not send it here again.</summary>
    private static readonly TimeSpan s_closing = TimeSpan.FromMilliseconds(250);

    private readonly Queue<MoEvent> _received = [];
    private readonly BackOff _backOff = transport.NewBackOff();
    private HttpResponseMessage? _answer;
    private PipeReader? _lines;

    /// <summary>Whether an event can be taken without waiting.</summary>
    public bool HasNext => _received.Count > 0;

    /// <summary>The next event. Waits until one comes.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MoException">The server refused for good, for example because the listener was deleted.</exception>
    public async ValueTask<MoEvent> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_received.TryDequeue(out var next))
                return next;
            try
            {
                await ReceiveAsync(cancellation).ConfigureAwait(false);
                _backOff.Reset();
            }
            catch (MoException interrupted) when (interrupted.IsRetriable)
            {
                await CloseAsync().ConfigureAwait(false);
                options.Interrupted?.Invoke(interrupted);
                MoTelemetry.Interrupted(listener, interrupted.Code);
                await _backOff.WaitAsync(interrupted.RetryAfter, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes the stream, and gives back what was received and not taken.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        if (_received.Count == 0)
            return;
        using var parting = new Deadline(transport.Time, s_parting, CancellationToken.None);
        try
        {
            foreach (var untaken in _received.Chunk(transport.Options.MaxBatch))
                await settler.NakAsync([.. untaken.Select(one => one.Token)], s_closing, "The consumer ended before it took the event.", parting.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            // Their leases end by themselves.
        }
    }

    /// <summary>Receives some lines, of which none may be an event.</summary>
    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        _lines ??= await OpenAsync(cancellation).ConfigureAwait(false);
        using var silence = new Deadline(transport.Time, options.Silence, cancellation);
        ReadResult read;
        try
        {
            read = await _lines.ReadAsync(silence.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new MoException(MoErrorCode.Unavailable, $"The stream was cut off: {failure.Message}", failure) { IsRetriable = true };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MoException(MoErrorCode.Unavailable, $"The server gave no sign for {options.Silence.TotalSeconds:0.###} s.") { IsRetriable = true };
        }

        var before = _received.Count;
        try
        {
            _lines.AdvanceTo(Take(read.Buffer), read.Buffer.End);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new MoException(MoErrorCode.Internal, $"The stream has a line that is no event: {failure.Message}", failure) { IsRetriable = true };
        }

        if (_received.Count > before)
            MoTelemetry.Received(listener, _received.Count - before);
        if (read.IsCompleted)
            throw new MoException(MoErrorCode.Unavailable, "The server ended the stream.") { IsRetriable = true };
    }

    /// <summary>Takes the whole lines of a buffer.</summary>
    /// <returns>Where the first line begins that is not whole yet.</returns>
    private SequencePosition Take(ReadOnlySequence<byte> buffer)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            if (!line.IsEmpty)
                _received.Enqueue(Read(line));
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }

        return buffer.Start;
    }

    private MoEvent Read(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A line is an object.");
        return EventJson.Read(ref reader, listener, settler);
    }

    private async Task<PipeReader> OpenAsync(CancellationToken cancellation)
    {
        _answer = await transport.OpenAsync(NewRequest, cancellation).ConfigureAwait(false);
        var body = await _answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 65_536, minimumReadSize: 4_096));
    }

    private HttpRequestMessage NewRequest()
    {
        var body = new ArrayBufferWriter<byte>(32);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteNumber("window"u8, options.Window);
            writer.WriteEndObject();
        }

        return MoTransport.NewPost($"v1/listeners/{listener.Uuid:D}/stream", body.WrittenMemory, new CallOptions("consume", IsRepeatable: true));
    }

    private async ValueTask CloseAsync()
    {
        if (_lines is not null)
            await _lines.CompleteAsync().ConfigureAwait(false);
        _answer?.Dispose();
        (_lines, _answer) = (null, null);
    }
}
