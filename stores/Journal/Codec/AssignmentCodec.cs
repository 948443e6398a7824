using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>What commits were given.</summary>
internal static class AssignmentCodec
{
    /// <summary>Writes an assignment.</summary>
    public static void Write(ByteWriter writer, Assignment assignment)
    {
        writer.Instant(assignment.Time);
        ValueCodec.WriteList(writer, assignment.Streams, WriteRun);
        ValueCodec.WriteList(writer, assignment.RegistrationTimes, static (to, time) => to.Instant(time));
        ValueCodec.WriteList(writer, assignment.Epochs, static (to, epoch) => to.Number(epoch));
    }

    /// <summary>Reads an assignment.</summary>
    public static Assignment Read(ref ByteReader reader) => new(
        reader.Instant(),
        ValueCodec.ReadList(ref reader, ReadRun),
        ValueCodec.ReadList(ref reader, ValueCodec.ReadInstant),
        ValueCodec.ReadList(ref reader, ValueCodec.ReadNumber));

    private static void WriteRun(ByteWriter writer, StreamAssignment run)
    {
        ValueCodec.Write(writer, run.Stream);
        writer.Number(run.First);
        writer.Number(run.Count);
        writer.Instant(run.Time);
    }

    private static StreamAssignment ReadRun(ref ByteReader reader) =>
        new(ValueCodec.ReadStreamKey(ref reader), reader.Number(), (int)reader.Number(), reader.Instant());
}
