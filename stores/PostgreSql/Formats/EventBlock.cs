using MoCluster.Stores.PostgreSql.Reads;

namespace MoCluster.Stores.PostgreSql.Formats;

/// <summary>
/// A row of the log: consecutive events of one stream that became true together, and so at one time. What a query chooses by stands in
/// columns of its own; the events are bytes, since a row and an index entry an event would cost the server three times as much.
/// <see cref="EventBlockWriter"/> writes them, <see cref="EventLogReader"/> reads them.
/// </summary>
internal static class EventBlock
{
    /// <summary>The most events in one page. The statements under Read that read pages know it.</summary>
    public const int MaxEvents = 256;

    /// <summary>The format's version, a page's first byte.</summary>
    public const byte Version = 1;

    /// <summary>In an event's byte of parts, beside those of <see cref="EventFormat"/>: its key is not its subject.</summary>
    public const int HasKey = 4;

    /// <summary>In an event's byte of parts: its priority is not the default.</summary>
    public const int HasPriority = 8;
}
