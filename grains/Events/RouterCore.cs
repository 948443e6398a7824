using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Events;

/// <summary>
/// The decisions of a router: which numbers are committed, which events it keeps at hand, and what each listener is handed next. A listener has
/// at most one outstanding hand-over. Events that arrive meanwhile are handed over together afterwards. Where the router no longer keeps them,
/// the listener is only told how far the log reaches.
/// </summary>
/// <param name="head">The number of the stream's last event when the router was activated.</param>
/// <param name="options">The limits.</param>
public sealed class RouterCore(long head, RouterOptions options)
{
    private readonly Dictionary<Guid, RoutedListener> _listeners = [];
    private readonly SortedDictionary<long, EventBatch> _early = [];
    private readonly EventRecord[] _tail = new EventRecord[options.TailEvents];
    private long _tailFirst = head + 1;

    /// <summary>The number up to which the router has seen all events, even those that it no longer keeps. Listeners learn no number above it.</summary>
    public long Reached { get; private set; } = head;

    /// <summary>The highest number known to be committed. It is above <see cref="Reached"/> when a batch was overtaken or lost.</summary>
    public long Known { get; private set; } = head;

    /// <summary>Whether batches are missing between <see cref="Reached"/> and <see cref="Known"/>.</summary>
    public bool HasGap => Known > Reached;

    /// <summary>Adds a listener.</summary>
    /// <param name="group">The listener's group.</param>
    /// <param name="listener">The listener.</param>
    /// <returns>The number above which the listener is handed everything; null when there are too many listeners.</returns>
    public long? Subscribe(Guid group, Guid listener)
    {
        if (_listeners.TryGetValue(listener, out var known))
        {
            known.Group = group;
            return Reached;
        }

        if (_listeners.Count >= options.Listeners)
            return null;
        _listeners.Add(listener, new RoutedListener(group, listener) { Told = Reached });
        return Reached;
    }

    /// <summary>Removes a listener.</summary>
    /// <param name="group">The group with which it was added. With another group, nothing is removed.</param>
    /// <param name="listener">The listener.</param>
    public void Unsubscribe(Guid group, Guid listener)
    {
        if (_listeners.TryGetValue(listener, out var known) && known.Group == group)
            _listeners.Remove(listener);
    }

    /// <summary>Accepts a batch from the stream, whether in order, early or known already.</summary>
    /// <param name="batch">The batch.</param>
    public void Accept(EventBatch batch)
    {
        var last = batch.Events[^1].Number;
        Known = Math.Max(Known, last);
        if (last <= Reached)
            return;
        if (batch.Events[0].Number > Reached + 1)
        {
            if (_early.Count < options.EarlyBatches)
                _early.TryAdd(batch.Events[0].Number, batch);
            return;
        }

        Append(batch.Events.AsSpan());
        AppendEarly();
    }

    /// <summary>Accepts that the log has reached a number.</summary>
    /// <param name="number">The number of a committed event.</param>
    public void AcceptHead(long number) => Known = Math.Max(Known, number);

    /// <summary>Accepts events that were read from the log to fill a gap.</summary>
    /// <param name="events">Events with consecutive numbers. They may begin after the start of the gap, where the log no longer keeps older ones.</param>
    public void Fill(ImmutableArray<EventRecord> events)
    {
        if (events.IsEmpty || events[^1].Number <= Reached)
            return;
        if (events[0].Number > Reached + 1)
            SkipTo(events[0].Number - 1);
        Known = Math.Max(Known, events[^1].Number);
        Append(events.AsSpan());
        AppendEarly();
    }

    /// <summary>Gives up a gap: listeners read the log themselves up to a number.</summary>
    /// <param name="number">The number up to which the router keeps no events.</param>
    public void SkipTo(long number)
    {
        if (number <= Reached)
            return;
        Array.Clear(_tail);
        Reached = number;
        _tailFirst = number + 1;
        AppendEarly();
    }

    /// <summary>Returns the hand-overs that can be made now. Each is outstanding until <see cref="Completed"/>.</summary>
    public List<HandOver> Next()
    {
        var ready = new List<HandOver>();
        var slices = new Dictionary<long, ImmutableArray<EventRecord>>();
        foreach (var listener in _listeners.Values)
        {
            if (listener.IsOutstanding || listener.Told >= Reached)
                continue;
            listener.IsOutstanding = true;
            if (listener.Told + 1 < _tailFirst)
            {
                listener.Told = Reached;
                ready.Add(new HandOver(listener.Group, listener.Listener, Reached, default));
                continue;
            }

            // Listeners that were told the same number share one slice: an event to a hundred listeners is copied once.
            if (!slices.TryGetValue(listener.Told, out var slice))
            {
                slice = Slice(listener.Told + 1);
                slices.Add(listener.Told, slice);
            }

            listener.Told = slice[^1].Number;
            ready.Add(new HandOver(listener.Group, listener.Listener, listener.Told, slice));
        }

        return ready;
    }

    /// <summary>
    /// Ends a listener's outstanding hand-over, whether it succeeded or failed. A failed one is not repeated, so that an unreachable listener is
    /// not flooded with calls: the listener notices the gap at the next hand-over, or when it subscribes again.
    /// </summary>
    /// <param name="listener">The listener.</param>
    public void Completed(Guid listener)
    {
        if (_listeners.TryGetValue(listener, out var known))
            known.IsOutstanding = false;
    }

    private ImmutableArray<EventRecord> Slice(long from)
    {
        var slice = new EventRecord[Math.Min(Reached - from + 1, options.BatchEvents)];
        for (var index = 0; index < slice.Length; index++)
            slice[index] = _tail[(from + index) % _tail.Length];
        return ImmutableCollectionsMarshal.AsImmutableArray(slice);
    }

    private void AppendEarly()
    {
        while (_early.Count > 0)
        {
            var (first, batch) = _early.First();
            if (first > Reached + 1)
                return;
            _early.Remove(first);
            if (batch.Events[^1].Number > Reached)
                Append(batch.Events.AsSpan());
        }
    }

    private void Append(ReadOnlySpan<EventRecord> events)
    {
        foreach (var record in events[(int)(Reached + 1 - events[0].Number)..])
            _tail[record.Number % _tail.Length] = record;
        Reached = events[^1].Number;
        _tailFirst = Math.Max(_tailFirst, Reached - _tail.Length + 1);
    }

    private sealed class RoutedListener(Guid group, Guid listener)
    {
        public Guid Group { get; set; } = group;

        public Guid Listener { get; } = listener;

        public long Told { get; set; }

        public bool IsOutstanding { get; set; }
    }
}
