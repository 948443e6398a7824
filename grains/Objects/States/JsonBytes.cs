using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MoCluster.Grains.Objects.States;

/// <summary>
/// Writes small JSON documents into buffers that are used again: a writer asks for four kilobytes at once, of which a state or a result
/// takes a few hundred bytes.
/// </summary>
/// <param name="options">How it is written.</param>
internal sealed class JsonBytes(JsonWriterOptions options)
{
    /// <summary>A buffer that a large document has made larger is not kept.</summary>
    private const int MostKept = 64 * 1024;

    /// <summary>As many as there ever were written at once: no more than threads.</summary>
    private readonly ConcurrentQueue<(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)> _free = [];

    /// <summary>Of documents that are written as JSON is by default.</summary>
    public static JsonBytes Plain { get; } = new(default);

    /// <summary>A document.</summary>
    /// <param name="what">What it tells.</param>
    /// <param name="write">Writes it.</param>
    public ImmutableArray<byte> Write<T>(T what, Action<Utf8JsonWriter, T> write) =>
        Write(what, write, static written => ImmutableCollectionsMarshal.AsImmutableArray(written.ToArray()));

    /// <summary>What is made of a document.</summary>
    /// <param name="what">What it tells.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="take">Looks at its bytes, which are gone afterwards.</param>
    public TResult Write<T, TResult>(T what, Action<Utf8JsonWriter, T> write, Func<ReadOnlySpan<byte>, TResult> take)
    {
        var (buffer, writer) = _free.TryDequeue(out var free) ? free : Make();
        write(writer, what);
        writer.Flush();
        var result = take(buffer.WrittenSpan);
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            _free.Enqueue((buffer, writer));
        }

        return result;
    }

    private (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Make()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, options));
    }
}
