using MoCluster.Grains.Primitives;

namespace MoCluster.Stores.PostgreSql.Formats;

/// <summary>
/// What caused events, behind the last event of a page or of an entry row: of each event that says so, its place and its trace parent.
/// A silo of an older build reads so many events as there are and looks no further, so it reads what this one writes; and where no trace
/// is recorded, nothing stands there.
/// </summary>
internal static class TraceFormat
{
    /// <summary>Writes what caused an event; nothing where that is not known.</summary>
    /// <param name="writer">What holds the events.</param>
    /// <param name="place">The event's place among them, from 0.</param>
    /// <param name="traceParent">Its trace parent; null for none.</param>
    public static void Write(RowWriter writer, int place, string? traceParent)
    {
        if (traceParent is null)
            return;
        writer.Number(place);
        TraceParent.Write(traceParent, writer.Reserve(TraceParent.Bytes));
    }

    /// <summary>Reads what caused the next event that says so.</summary>
    /// <param name="reader">Where it stands: behind the last event.</param>
    /// <returns>The event's place, from 0, and its trace parent; null when no other event says so.</returns>
    public static (int Place, string TraceParent)? Read(ref RowReader reader) =>
        reader.IsAtEnd ? null : (checked((int)reader.Number()), TraceParent.Read(reader.Raw(TraceParent.Bytes)));
}
