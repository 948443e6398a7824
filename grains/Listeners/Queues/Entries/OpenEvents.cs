using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// Which open numbers of a subject are kept: the first (its place in the order), the one of lowest priority, the latest (DESIGN.md §5).
/// Keeping after keeping is the same as keeping at once, so the result does not depend on when events were read.
/// </summary>
internal static class OpenEvents
{
    /// <summary>The most open numbers of one set.</summary>
    public const int Max = 3;

    /// <summary>Merges open events.</summary>
    /// <param name="events">The events, ascending by number; each number once.</param>
    /// <param name="superseded">Receives those that are not kept.</param>
    /// <returns>Those kept, ascending, at most three.</returns>
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

    /// <summary>Where an event is; -1 when it is not among them.</summary>
    /// <param name="events">The events.</param>
    /// <param name="number">Its number.</param>
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
    /// <param name="index">Where it is.</param>
    public static EventRecord[] Without(EventRecord[] events, int index) =>
        events.Length == 1 ? [] : [.. events.AsSpan(0, index), .. events.AsSpan(index + 1)];

    /// <summary>Where the event of lowest priority is: of several, the first.</summary>
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
}
