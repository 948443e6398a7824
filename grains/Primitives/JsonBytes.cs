using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// Writes small JSON documents with pooled writers. A new writer allocates four kilobytes at once, but a state or a result needs only a few
/// hundred bytes.
/// </summary>
/// <param name="options">The options of the writers.</param>
internal sealed class JsonBytes(JsonWriterOptions options)
{
    /// <summary>A buffer that has grown beyond this many bytes is not pooled.</summary>
    private const int MostKept = 64 * 1024;

    /// <summary>Holds the greatest number of writers that were in use at once, which is at most the number of threads.</summary>
    private readonly ConcurrentQueue<(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)> _free = [];

    /// <summary>Writes with the default options.</summary>
    public static JsonBytes Plain { get; } = new(default);

    /// <summary>Writes a document and returns its bytes.</summary>
    /// <typeparam name="T">The type of the content.</typeparam>
    /// <param name="content">The content.</param>
    /// <param name="write">Writes the content.</param>
    public ImmutableArray<byte> Write<T>(T content, Action<Utf8JsonWriter, T> write) =>
        Write(content, write, static written => ImmutableCollectionsMarshal.AsImmutableArray(written.ToArray()));

    /// <summary>Writes a document and returns what is made from its bytes.</summary>
    /// <typeparam name="T">The type of the content.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="content">The content.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="take">Makes the result. The bytes are valid only during the call.</param>
    public TResult Write<T, TResult>(T content, Action<Utf8JsonWriter, T> write, Func<ReadOnlySpan<byte>, TResult> take)
    {
        var (buffer, writer) = _free.TryDequeue(out var free) ? free : Make();
        write(writer, content);
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
