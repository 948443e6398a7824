using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>The small values of which the records are made.</summary>
internal static class ValueCodec
{
    /// <summary>Reads one item.</summary>
    public delegate T Reading<T>(ref ByteReader reader);

    /// <summary>Writes a list.</summary>
    public static void WriteList<T>(ByteWriter writer, ImmutableArray<T> items, Action<ByteWriter, T> write)
    {
        writer.Number(items.Length);
        foreach (var item in items)
            write(writer, item);
    }

    /// <summary>Reads a list.</summary>
    public static ImmutableArray<T> ReadList<T>(ref ByteReader reader, Reading<T> read)
    {
        var count = reader.Count();
        if (count == 0)
            return [];
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
            items.Add(read(ref reader));
        return items.MoveToImmutable();
    }

    /// <summary>Writes an object's key.</summary>
    public static void Write(ByteWriter writer, ObjectKey key)
    {
        writer.Text(key.Type);
        writer.Guid(key.Uuid);
    }

    /// <summary>Reads an object's key. Types are few, so equal names share one string.</summary>
    public static ObjectKey ReadObjectKey(ref ByteReader reader) => new(string.Intern(reader.Text()), reader.Guid());

    /// <summary>Writes a stream's key.</summary>
    public static void Write(ByteWriter writer, StreamKey key)
    {
        writer.Text(key.Namespace);
        writer.Text(key.RoutingKey);
    }

    /// <summary>Reads a stream's key.</summary>
    public static StreamKey ReadStreamKey(ref ByteReader reader) => new(reader.Text(), reader.Text());

    /// <summary>Writes an interval.</summary>
    public static void Write(ByteWriter writer, Validity validity)
    {
        writer.Instant(validity.From);
        writer.Instant(validity.To);
    }

    /// <summary>Reads an interval.</summary>
    public static Validity ReadValidity(ref ByteReader reader) => new(reader.Instant(), reader.Instant());

    /// <summary>Writes a reference.</summary>
    public static void Write(ByteWriter writer, Reference reference)
    {
        writer.Text(reference.Field);
        Write(writer, reference.Target);
        Write(writer, reference.Interval);
    }

    /// <summary>Reads a reference. Fields are few, so equal names share one string.</summary>
    public static Reference ReadReference(ref ByteReader reader) =>
        new(string.Intern(reader.Text()), ReadObjectKey(ref reader), ReadValidity(ref reader));

    /// <summary>Writes a unique key.</summary>
    public static void Write(ByteWriter writer, UniqueKey key)
    {
        writer.Text(key.Scope);
        writer.Text(key.Value);
    }

    /// <summary>Reads a unique key.</summary>
    public static UniqueKey ReadUniqueKey(ref ByteReader reader) => new(string.Intern(reader.Text()), reader.Text());

    /// <summary>Writes an idempotency key.</summary>
    public static void Write(ByteWriter writer, IdempotencyKey key)
    {
        writer.Guid(key.Caller);
        writer.Text(key.Key);
        writer.Text(key.Path);
        writer.Number(key.Index);
    }

    /// <summary>Reads an idempotency key.</summary>
    public static IdempotencyKey ReadIdempotencyKey(ref ByteReader reader) =>
        new(reader.Guid(), reader.Text(), reader.Text(), (int)reader.Number());

    /// <summary>Writes a generation.</summary>
    public static void Write(ByteWriter writer, Generation generation)
    {
        writer.Number(generation.Epoch);
        writer.Number(generation.Ordinal);
    }

    /// <summary>Reads a generation.</summary>
    public static Generation ReadGeneration(ref ByteReader reader) => new(reader.Number(), reader.Number());

    /// <summary>Writes an instant or null.</summary>
    public static void WriteInstantOrNull(ByteWriter writer, DateTimeOffset? instant)
    {
        writer.Bool(instant is not null);
        if (instant is { } value)
            writer.Instant(value);
    }

    /// <summary>Reads an instant or null.</summary>
    public static DateTimeOffset? ReadInstantOrNull(ref ByteReader reader) => reader.Bool() ? reader.Instant() : null;

    /// <summary>Reads an instant, as an item of a list.</summary>
    public static DateTimeOffset ReadInstant(ref ByteReader reader) => reader.Instant();

    /// <summary>Reads a number, as an item of a list.</summary>
    public static long ReadNumber(ref ByteReader reader) => reader.Number();

    /// <summary>Reads a text, as an item of a list.</summary>
    public static string ReadText(ref ByteReader reader) => reader.Text();
}
