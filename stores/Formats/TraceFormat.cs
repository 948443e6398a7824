using MoCluster.Grains.Primitives;

namespace MoCluster.Stores.Formats;

/// <summary>
/// The trace parents of events, behind the last event of an event block or entry row: for each event that has one, its place and its trace parent. A silo
/// of an older build stops reading after the last event, so it reads such rows too. Without traces nothing is written.
/// </summary>
internal static class TraceFormat
{
    /// <summary>Writes the trace parent of an event, if it has one.</summary>
    /// <param name="writer">Holds the events.</param>
    /// <param name="place">The place of the event, from 0.</param>
    /// <param name="traceParent">The trace parent; null for none.</param>
    public static void Write(RowWriter writer, int place, string? traceParent)
    {
        if (traceParent is null)
            return;
        writer.Number(place);
        TraceParent.Write(traceParent, writer.Reserve(TraceParent.Bytes));
    }

    /// <summary>Reads the next trace parent.</summary>
    /// <param name="reader">The reader, behind the last event.</param>
    /// <returns>The place of the event, from 0, and its trace parent; null if no other event has one.</returns>
    public static (int Place, string TraceParent)? Read(ref RowReader reader) =>
        reader.IsAtEnd ? null : (checked((int)reader.Number()), TraceParent.Read(reader.Raw(TraceParent.Bytes)));
}
