using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>
/// What is read next for a listener. As long as its lanes have room they are read together, window after window of the log. A lane that
/// is full stays behind, and the others go on without it: what is better than the default priority is found by its index up to the head of
/// the log; the default lane goes through the log, or through its own events alone where no other lane takes what lies between; what is
/// worse is found by its index as far as the default lane has come.
/// </summary>
internal static class ReadPlan
{
    /// <summary>How many windows of the log one read of the default lane alone may pass over.</summary>
    public const int Span = 64;

    /// <summary>What is read next.</summary>
    /// <param name="better">What is better than the default priority.</param>
    /// <param name="normal">What has the default priority.</param>
    /// <param name="worse">What is worse.</param>
    /// <param name="head">The last number of the log that is known.</param>
    /// <param name="limit">How many entries are held of a lane: a log that is longer may not be read to its end together.</param>
    /// <param name="window">How many events one read finds.</param>
    /// <param name="last">The lane that was read last by itself: where events come all the time, the others have their turn too.</param>
    /// <returns>Null when there is nothing to read, or no room for it.</returns>
    public static LogRange? Next(LaneState better, LaneState normal, LaneState worse, long head, long limit, int window, PriorityLane? last = null)
    {
        var goesOn = normal.Reads && normal.Cursor < head;
        var comesBy = goesOn && head - normal.Cursor <= limit && better.Cursor >= normal.Cursor;
        var lags = worse.Reads && worse.Cursor < normal.Cursor;
        if (better.Reads && better.Cursor < head && !comesBy && (last != PriorityLane.Better || !(goesOn || lags)))
            return new LogRange(PriorityLane.Better, better.Cursor + 1, head);

        // What is worse waits for the default lane, unless it is to be feared that there is soon nothing of it to give.
        if (lags && (!goesOn || worse.Appetite == LaneAppetite.Much))
            return new LogRange(PriorityLane.Worse, worse.Cursor + 1, normal.Cursor);
        if (!goesOn)
            return null;

        return ComesAlong(better, normal.Cursor, window) || ComesAlong(worse, normal.Cursor, window)
            ? new LogRange(null, normal.Cursor + 1, head)
            : new LogRange(PriorityLane.Default, normal.Cursor + 1, Math.Min(head, normal.Cursor + ((long)Span * window)));
    }

    /// <summary>Of what several listeners of a stream want to read, what is read: the most urgent, else what is farthest behind.</summary>
    /// <param name="wanted">What each wants.</param>
    /// <returns>Null when none wants anything.</returns>
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

    private static bool ComesAlong(LaneState lane, long cursor, int window) =>
        lane.Appetite > LaneAppetite.None && lane.Cursor >= cursor && lane.Cursor < cursor + window;
}
