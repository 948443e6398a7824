using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// Decides which open events of a subject are kept: the first, which orders the entry, the one with the smallest priority number (the most
/// urgent), and the latest (docs/architecture.md §5.3). Merging step by step gives the same as merging at once, so the result does not depend
/// on when events were read.
/// </summary>
internal static class OpenEvents
{
    /// <summary>How many events are kept at most.</summary>
    public const int Max = 3;

    /// <summary>Keeps at most three of the open events.</summary>
    /// <param name="events">The events, ascending by number; each number once.</param>
    /// <param name="superseded">Receives the events that are not kept.</param>
    /// <returns>The kept events, ascending.</returns>
    public static EventRecord[] Keep(ReadOnlySpan<EventRecord> events, List<EventRecord> superseded)
    {
        if (events.Length <= 2)
            return events.ToArray();
        var lowest = IndexOfLowest(events);
        for (var i = 1; i < events.Length - 1; i++)
        {
            if (i != lowest)
                superseded.Add(events[i]);
        }

        return lowest == 0 || lowest == events.Length - 1 ? [events[0], events[^1]] : [events[0], events[lowest], events[^1]];
    }

    /// <summary>The index of an event; -1 when it is not among them.</summary>
    /// <param name="events">The events.</param>
    /// <param name="number">The number of the event.</param>
    public static int IndexOf(ReadOnlySpan<EventRecord> events, long number)
    {
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].Number == number)
                return i;
        }

        return -1;
    }

    /// <summary>The events without one of them.</summary>
    /// <param name="events">The events.</param>
    /// <param name="index">The index of that event.</param>
    public static EventRecord[] Without(EventRecord[] events, int index) =>
        events.Length == 1 ? [] : [.. events.AsSpan(0, index), .. events.AsSpan(index + 1)];

    /// <summary>The index of the event with the smallest priority number (the most urgent); of several, the first.</summary>
    /// <param name="events">The events, ascending by number, at least one.</param>
    public static int IndexOfLowest(ReadOnlySpan<EventRecord> events)
    {
        var lowest = 0;
        for (var i = 1; i < events.Length; i++)
        {
            if (events[i].Priority < events[lowest].Priority)
                lowest = i;
        }

        return lowest;
    }

    /// <summary>The smallest priority number (the most urgent) of some events; <see cref="int.MaxValue"/> when there are none.</summary>
    public static int LowestPriority(EventRecord[] events)
    {
        var lowest = int.MaxValue;
        foreach (var record in events)
            lowest = Math.Min(lowest, record.Priority);
        return lowest;
    }
}
