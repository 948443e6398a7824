namespace MoCluster.Stores.Formats;

/// <summary>
/// The format of an event block, a row of the log: consecutive events of one stream that were committed together, and so at one time. Statements select by
/// columns of their own; the events are bytes, because a row and an index entry for each event would cost the server three times as much.
/// <see cref="EventBlockWriter"/> writes blocks, <c>EventCollector</c> reads them.
/// </summary>
/// <remarks>
/// <see cref="EventFormat"/> is another format: an entry row holds events of different times that are not consecutive, so it writes out number, time, key
/// and priority, and <c>Read/backlogs.sql</c> finds the time there. The log leaves out what its columns and defaults say. Both share the optional parts.
/// </remarks>
internal static class EventBlock
{
    /// <summary>The most events in a block. The statements that read blocks rely on it.</summary>
    public const int MaxEvents = 256;

    /// <summary>The version of the format, the first byte of a block.</summary>
    public const byte Version = 1;

    /// <summary>In an event's byte of parts, beside those of <see cref="EventFormat"/>: its key differs from its subject.</summary>
    public const int HasKey = 4;

    /// <summary>In an event's byte of parts: its priority is not the default.</summary>
    public const int HasPriority = 8;

    /// <summary>
    /// In an event's byte of parts: its change skipped triggers and AMQP. Nothing else of the event depends on it, so that builds which do not know it read
    /// the event all the same.
    /// </summary>
    public const int IsTriggerless = 16;
}
