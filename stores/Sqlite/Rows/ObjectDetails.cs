using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Formats;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>What follows from an object's state, as bytes: when it is active, its references, user keys, unique keys and due instants.</summary>
/// <param name="Presence">When the object is active.</param>
/// <param name="References">Its references to other objects.</param>
/// <param name="UserKeys">The user keys by which it is found.</param>
/// <param name="Keys">The unique keys that it holds.</param>
/// <param name="Due">Its due instants.</param>
internal sealed record ObjectDetails(
    ImmutableArray<Validity> Presence,
    ImmutableArray<Reference> References,
    ImmutableArray<string> UserKeys,
    ImmutableArray<UniqueKey> Keys,
    ImmutableArray<DateTimeOffset> Due)
{
    private const byte Version = 1;

    /// <summary>Writes the details.</summary>
    public byte[] Write(RowWriter writer)
    {
        writer.Byte(Version);
        writer.Number(Presence.Length);
        foreach (var part in Presence)
            Write(writer, part);
        writer.Number(References.Length);
        foreach (var reference in References)
        {
            writer.Text(reference.Field);
            writer.Text(reference.Target.Type);
            writer.Uuid(reference.Target.Uuid);
            Write(writer, reference.Interval);
        }

        writer.Number(UserKeys.Length);
        foreach (var key in UserKeys)
            writer.Text(key);
        writer.Number(Keys.Length);
        foreach (var key in Keys)
        {
            writer.Text(key.Scope);
            writer.Text(key.Value);
        }

        writer.Instants(Due);
        return writer.Take();
    }

    /// <summary>Reads details.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static ObjectDetails Read(ReadOnlySpan<byte> bytes)
    {
        var reader = Begin(bytes);
        var presence = ReadPresence(ref reader);
        var references = new Reference[checked((int)reader.Number())];
        for (var i = 0; i < references.Length; i++)
            references[i] = new Reference(reader.Text(), new ObjectKey(reader.Text(), reader.Uuid()), ReadInterval(ref reader));
        var userKeys = new string[checked((int)reader.Number())];
        for (var i = 0; i < userKeys.Length; i++)
            userKeys[i] = reader.Text();
        var keys = new UniqueKey[checked((int)reader.Number())];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = new UniqueKey(reader.Text(), reader.Text());
        return new ObjectDetails(presence, [.. references], [.. userKeys], [.. keys], reader.Instants());
    }

    /// <summary>Reads only when the object is active.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static ImmutableArray<Validity> ReadPresence(ReadOnlySpan<byte> bytes)
    {
        var reader = Begin(bytes);
        return ReadPresence(ref reader);
    }

    private static RowReader Begin(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"The details of an object are of format {version}; this build reads {Version}.");
        return reader;
    }

    private static ImmutableArray<Validity> ReadPresence(ref RowReader reader)
    {
        var presence = ImmutableArray.CreateBuilder<Validity>(checked((int)reader.Number()));
        while (presence.Count < presence.Capacity)
            presence.Add(ReadInterval(ref reader));
        return presence.MoveToImmutable();
    }

    private static void Write(RowWriter writer, Validity interval)
    {
        writer.Instant(interval.From);
        writer.Instant(interval.To);
    }

    private static Validity ReadInterval(ref RowReader reader) => new(reader.Instant(), reader.Instant());
}
