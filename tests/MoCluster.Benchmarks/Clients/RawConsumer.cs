using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;

namespace MoCluster.Benchmarks.Clients;

/// <summary>Consumes by the protocol alone: reads the lines of a stream, finds the tokens in them, and acknowledges in batches, one request at a time.</summary>
internal static class RawConsumer
{
    private const int MaxBatch = 1000;

    /// <summary>Consumes events and acknowledges them.</summary>
    /// <param name="http">The server.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="window">How many may be leased at once.</param>
    /// <param name="count">How many events to consume.</param>
    /// <param name="received">Is called for each event; null for nothing.</param>
    public static async Task RunAsync(HttpClient http, string listener, int window, int count, Action? received = null)
    {
        var tokens = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var acknowledging = AcknowledgeAsync(http, tokens.Reader);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/listeners/{listener}/stream") { Content = Json(Encoding.UTF8.GetBytes($"{{\"window\":{window}}}")) };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var lines = PipeReader.Create(await answer.Content.ReadAsStreamAsync(), new StreamPipeReaderOptions(bufferSize: 65_536));
        while (count > 0)
        {
            var read = await lines.ReadAsync();
            var buffer = read.Buffer;
            while (count > 0 && buffer.PositionOf((byte)'\n') is { } end)
            {
                if (TokenOf(buffer.Slice(0, end)) is { } token)
                {
                    received?.Invoke();
                    tokens.Writer.TryWrite(token);
                    count--;
                }

                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            lines.AdvanceTo(buffer.Start, buffer.End);
        }

        tokens.Writer.Complete();
        await acknowledging;
    }

    private static async Task AcknowledgeAsync(HttpClient http, ChannelReader<byte[]> tokens)
    {
        while (await tokens.WaitToReadAsync())
        {
            var body = new ArrayBufferWriter<byte>(64 * 1024);
            body.Write("{\"tokens\":["u8);
            for (var i = 0; i < MaxBatch && tokens.TryRead(out var token); i++)
            {
                body.Write(i == 0 ? "\""u8 : ",\""u8);
                body.Write(token);
                body.Write("\""u8);
            }

            body.Write("]}"u8);
            using var answer = await http.PostAsync("/v1/acknowledge", Json(body.WrittenMemory));
            answer.EnsureSuccessStatusCode();
        }
    }

    private static byte[]? TokenOf(ReadOnlySequence<byte> line)
    {
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        var from = bytes.IndexOf("\"token\":\""u8);
        if (from < 0)
            return null;
        from += "\"token\":\""u8.Length;
        return bytes.Slice(from, bytes[from..].IndexOf((byte)'"')).ToArray();
    }

    private static ReadOnlyMemoryContent Json(ReadOnlyMemory<byte> body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
