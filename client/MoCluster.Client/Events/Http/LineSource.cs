using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Receives the events of a listener over HTTP: one line of JSON each, in an answer that does not end.</summary>
internal sealed class LineSource(MoTransport transport, MoListener listener, ConsumeOptions options) : IEventSource
{
    private HttpResponseMessage? _answer;
    private PipeReader? _lines;

    /// <inheritdoc />
    public async Task ReceiveAsync(Queue<MoEvent> received, CancellationToken cancellation)
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

        try
        {
            _lines.AdvanceTo(Take(read.Buffer, received), read.Buffer.End);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new MoException(MoErrorCode.Internal, $"The stream has a line that is no event: {failure.Message}", failure) { IsRetriable = true };
        }

        if (read.IsCompleted)
            throw new MoException(MoErrorCode.Unavailable, "The server ended the stream.") { IsRetriable = true };
    }

    /// <inheritdoc />
    public async ValueTask CloseAsync()
    {
        if (_lines is not null)
            await _lines.CompleteAsync().ConfigureAwait(false);
        _answer?.Dispose();
        (_lines, _answer) = (null, null);
    }

    /// <summary>Takes the whole lines of a buffer.</summary>
    /// <returns>Where the first line begins that is not whole yet.</returns>
    private SequencePosition Take(ReadOnlySequence<byte> buffer, Queue<MoEvent> received)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            if (!line.IsEmpty)
                received.Enqueue(Read(line));
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }

        return buffer.Start;
    }

    private MoEvent Read(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A line is an object.");
        return EventJson.Read(ref reader, listener);
    }

    private async Task<PipeReader> OpenAsync(CancellationToken cancellation)
    {
        _answer = await transport.OpenAsync(NewRequest, cancellation).ConfigureAwait(false);
        var body = await _answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        options.Opened?.Invoke();
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
}
