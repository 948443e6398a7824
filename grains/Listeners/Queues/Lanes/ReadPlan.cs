using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>
/// Decides what to read next for a listener. As long as its lanes have room, they are read together, one window of the log after the other.
/// A lane that is full stays behind, and the others go on without it. Better priorities are found by their index up to the head of the log.
/// The default lane goes through the log, or through its own events alone where no other lane takes the events between. Worse priorities are
/// found by their index as far as the default lane has been read.
/// </summary>
internal static class ReadPlan
{
    /// <summary>How many windows of the log one read of the default lane alone may skip.</summary>
    public const int Span = 64;

    /// <summary>Decides what to read next.</summary>
    /// <param name="better">The lane of priorities better than the default.</param>
    /// <param name="normal">The lane of the default priority.</param>
    /// <param name="worse">The lane of worse priorities.</param>
    /// <param name="head">The last known number of the log.</param>
    /// <param name="limit">How many entries a lane may hold. A longer log may not be readable to its end with all lanes together.</param>
    /// <param name="window">How many events one read returns at most.</param>
    /// <param name="last">The lane that was read last on its own, so that the others have their turn too where events arrive all the time.</param>
    /// <returns>What to read; null when there is nothing to read or no room for it.</returns>
    public static LogRange? Next(LaneState better, LaneState normal, LaneState worse, long head, long limit, int window, PriorityLane? last = null)
    {
        var hasMore = normal.Reads && normal.Cursor < head;
        var isReachedSoon = hasMore && head - normal.Cursor <= limit && better.Cursor >= normal.Cursor;
        var isBehind = worse.Reads && worse.Cursor < normal.Cursor;
        if (better.Reads && better.Cursor < head && !isReachedSoon && (last != PriorityLane.Better || !(hasMore || isBehind)))
            return new LogRange(PriorityLane.Better, better.Cursor + 1, head);

        // Worse priorities wait for the default lane, unless their lane may soon run out of ready entries.
        if (isBehind && (!hasMore || worse.Appetite == LaneAppetite.Much))
            return new LogRange(PriorityLane.Worse, worse.Cursor + 1, normal.Cursor);
        if (!hasMore)
            return null;

        return IsReadAlong(better, normal.Cursor, window) || IsReadAlong(worse, normal.Cursor, window)
            ? new LogRange(null, normal.Cursor + 1, head)
            : new LogRange(PriorityLane.Default, normal.Cursor + 1, Math.Min(head, normal.Cursor + ((long)Span * window)));
    }

    /// <summary>Chooses among the ranges that several listeners of a stream want to read: better priorities first, otherwise the one farthest behind.</summary>
    /// <param name="wanted">What each listener wants to read.</param>
    /// <returns>What to read; null when no listener wants anything.</returns>
    public static LogRange? Choose(IEnumerable<LogRange> wanted)
    {
        LogRange? chosen = null;
        foreach (var read in wanted)
        {
            if (chosen is not { } former)
                chosen = read;
            else if (read.Lane == former.Lane)
                chosen = former with { From = Math.Min(read.From, former.From), To = Math.Max(read.To, former.To) };
            else if (read.Lane == PriorityLane.Better || (former.Lane != PriorityLane.Better && read.From < former.From))
                chosen = read;
        }

        return chosen;
    }

    private static bool IsReadAlong(LaneState lane, long cursor, int window) =>
        lane.Appetite > LaneAppetite.None && lane.Cursor >= cursor && lane.Cursor < cursor + window;
}
