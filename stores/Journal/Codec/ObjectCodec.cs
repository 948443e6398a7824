using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using static MoCluster.Stores.Journal.Codec.ValueCodec;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>Registrations of objects.</summary>
internal static class ObjectCodec
{
    /// <summary>Writes a registration to be made.</summary>
    public static void Write(ByteWriter writer, RegistrationWrite write)
    {
        ValueCodec.Write(writer, write.Object);
        writer.Number(write.Number);
        writer.Guid(write.Actor);
        writer.Byte((byte)write.Operation);
        writer.TextOrNull(write.Note);
        writer.Bytes(write.State.AsSpan());
        WriteList(writer, write.Presence, ValueCodec.Write);
        WriteList(writer, write.References, ValueCodec.Write);
        WriteList(writer, write.UserKeys, static (to, key) => to.Text(key));
        WriteList(writer, write.Keys, ValueCodec.Write);
        WriteList(writer, write.Due, static (to, due) => to.Instant(due));
    }

    /// <summary>Reads a registration to be made.</summary>
    public static RegistrationWrite ReadWrite(ref ByteReader reader) => new()
    {
        Object = ReadObjectKey(ref reader),
        Number = reader.Number(),
        Actor = reader.Guid(),
        Operation = (MutationKind)reader.Byte(),
        Note = reader.TextOrNull(),
        State = reader.Bytes(),
        Presence = ReadList(ref reader, ReadValidity),
        References = ReadList(ref reader, ReadReference),
        UserKeys = ReadList(ref reader, ReadText),
        Keys = ReadList(ref reader, ReadUniqueKey),
        Due = ReadList(ref reader, ReadInstant),
    };

    /// <summary>Writes a registration of the history.</summary>
    public static void Write(ByteWriter writer, RegistrationRow row)
    {
        writer.Number(row.Number);
        writer.Instant(row.Time);
        writer.Guid(row.Actor);
        writer.Byte((byte)row.Operation);
        writer.TextOrNull(row.Note);
        writer.Bytes(row.State.AsSpan());
    }

    /// <summary>Reads a registration of the history.</summary>
    public static RegistrationRow ReadRow(ref ByteReader reader) => new(
        reader.Number(), reader.Instant(), reader.Guid(), (MutationKind)reader.Byte(), reader.TextOrNull(), reader.Bytes());
}
