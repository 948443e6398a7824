using System.Buffers.Binary;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.State;
using static MoCluster.Stores.Journal.Codec.ValueCodec;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>
/// Commits as the log keeps them: all but the preconditions, which held. A commit is written before it is judged, by its caller's
/// thread; what it was given stands before it, written by the journal's.
/// </summary>
internal static class CommitCodec
{
    private const byte Events = 1;
    private const byte Registrations = 2;
    private const byte Groups = 4;
    private const byte Struck = 8;
    private const byte Definitions = 16;
    private const byte Results = 32;

    /// <summary>Writes a commit.</summary>
    /// <exception cref="ArgumentException">A text in it is not well-formed UTF-16.</exception>
    public static void Write(ByteWriter writer, Commit commit)
    {
        writer.Guid(commit.Id);
        writer.Byte(Sections(commit));
        if (!commit.Events.IsEmpty)
        {
            var begin = writer.Length;
            writer.Reserve(4);
            EventCodec.WriteDrafts(writer, commit.Events);
            BinaryPrimitives.WriteInt32LittleEndian(writer.Patch(begin, 4), writer.Length - begin - 4);
        }

        if (!commit.Registrations.IsEmpty)
            WriteList(writer, commit.Registrations, ObjectCodec.Write);
        if (!commit.Groups.IsEmpty)
            WriteList(writer, commit.Groups, GroupCodec.Write);
        if (!commit.Struck.IsEmpty)
            WriteList(writer, commit.Struck, WriteDue);
        if (!commit.Definitions.IsEmpty)
            WriteList(writer, commit.Definitions, DefinitionCodec.Write);
        if (!commit.Results.IsEmpty)
            WriteList(writer, commit.Results, WriteResult);
    }

    /// <summary>
    /// Whether an event in it, appended or of an entry row, says what caused it. Builds that know nothing of that must not read such a
    /// commit, so it is a record of its own kind.
    /// </summary>
    public static bool HasTraceParents(Commit commit)
    {
        foreach (var draft in commit.Events)
        {
            if (draft.TraceParent is not null)
                return true;
        }

        foreach (var group in commit.Groups)
        {
            foreach (var progress in group.Listeners)
            {
                if (GroupCodec.HasTraceParents(progress.Rows))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Reads a commit, with all its events.</summary>
    public static Commit Read(ref ByteReader reader, Assignment assignment) => Read(ref reader, assignment, true);

    /// <summary>Reads a commit, without its events where nothing else in it depends on them: to find its state again.</summary>
    public static Commit ReadForState(ref ByteReader reader, Assignment assignment) => Read(ref reader, assignment, false);

    /// <summary>Comes to a commit's events and stops there.</summary>
    public static void SeekEvents(ref ByteReader reader)
    {
        reader.Raw(16);
        if ((reader.Byte() & Events) == 0)
            throw new InvalidDataException("Numbers were given to a commit that has no events.");
        reader.Raw(4);
    }

    private static Commit Read(ref ByteReader reader, Assignment assignment, bool withEvents)
    {
        var id = reader.Guid();
        var sections = reader.Byte();
        var commit = new Commit { Id = id };
        if ((sections & Events) != 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(reader.Raw(4));
            if (withEvents || (sections & Results) != 0)
                commit = commit with { Events = EventCodec.ReadDrafts(ref reader, assignment.Streams) };
            else
                reader.Raw(length);
        }

        return commit with
        {
            Registrations = (sections & Registrations) != 0 ? ReadList(ref reader, ObjectCodec.ReadWrite) : [],
            Groups = (sections & Groups) != 0 ? ReadList(ref reader, GroupCodec.ReadWrite) : [],
            Struck = (sections & Struck) != 0 ? ReadList(ref reader, ReadDue) : [],
            Definitions = (sections & Definitions) != 0 ? ReadList(ref reader, DefinitionCodec.ReadWrite) : [],
            Results = (sections & Results) != 0 ? ReadList(ref reader, ReadResult) : [],
        };
    }

    private static byte Sections(Commit commit) => (byte)(
        (commit.Events.IsEmpty ? 0 : Events)
        | (commit.Registrations.IsEmpty ? 0 : Registrations)
        | (commit.Groups.IsEmpty ? 0 : Groups)
        | (commit.Struck.IsEmpty ? 0 : Struck)
        | (commit.Definitions.IsEmpty ? 0 : Definitions)
        | (commit.Results.IsEmpty ? 0 : Results));

    private static void WriteDue(ByteWriter writer, DueInstant due)
    {
        ValueCodec.Write(writer, due.Object);
        writer.Instant(due.Instant);
    }

    private static DueInstant ReadDue(ref ByteReader reader) => new(ReadObjectKey(ref reader), reader.Instant());

    private static void WriteResult(ByteWriter writer, ResultWrite result)
    {
        ValueCodec.Write(writer, result.Key);
        writer.Bytes(result.RequestHash.AsSpan());
        writer.Bytes(result.Document.AsSpan());
    }

    private static ResultWrite ReadResult(ref ByteReader reader) => new(ReadIdempotencyKey(ref reader), reader.Bytes(), reader.Bytes());
}
