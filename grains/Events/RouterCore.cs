using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Events;

/// <summary>
/// What a router knows and decides: which numbers are committed, which events it has at hand, and what each listener is handed next. At
/// most one hand-over is outstanding a listener; what arrives meanwhile is handed over together afterwards, or, where the router
/// has let it go, only named («the log reached n»).
/// </summary>
/// <param name="head">The number of the stream's last event when the router woke up.</param>
/// <param name="options">Its limits.</param>
public sealed class RouterCore(long head, RouterOptions options)
{
    private readonly Dictionary<Guid, RoutedListener> _listeners = [];
    private readonly SortedDictionary<long, EventBatch> _early = [];
    private readonly EventRecord[] _tail = new EventRecord[options.TailEvents];
    private long _tailFirst = head + 1;

    /// <summary>The number up to which events are at hand or were let go; listeners are told of nothing above it.</summary>
    public long Reached { get; private set; } = head;

    /// <summary>The highest number known to be committed. Above <see cref="Reached"/> when a batch was overtaken or lost.</summary>
    public long Known { get; private set; } = head;

    /// <summary>Whether batches are missing between <see cref="Reached"/> and <see cref="Known"/>.</summary>
    public bool HasGap => Known > Reached;

    /// <summary>Takes in a listener that woke up.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="listener">The listener.</param>
    /// <returns>The number above which it will be handed everything; null when there are too many listeners.</returns>
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

    /// <summary>Forgets a listener.</summary>
    /// <param name="group">The group it was taken in with; of another one it is not forgotten.</param>
    /// <param name="listener">The listener.</param>
    public void Unsubscribe(Guid group, Guid listener)
    {
        if (_listeners.TryGetValue(listener, out var known) && known.Group == group)
            _listeners.Remove(listener);
    }

    /// <summary>Takes in a batch from the stream: in order, early, or known already.</summary>
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

    /// <summary>Takes in that the log reached a number.</summary>
    /// <param name="number">The number of a committed event.</param>
    public void AcceptHead(long number) => Known = Math.Max(Known, number);

    /// <summary>Takes in events read from the log to fill a gap.</summary>
    /// <param name="events">Events with consecutive numbers; may begin above the gap's first where older ones are no longer kept.</param>
    public void Fill(ImmutableArray<EventRecord> events)
    {
        if (events.IsEmpty || events[^1].Number <= Reached)
            return;
        if (events[0].Number > Reached + 1)
            LetGo(events[0].Number - 1);
        Known = Math.Max(Known, events[^1].Number);
        Append(events.AsSpan());
        AppendEarly();
    }

    /// <summary>Gives up a gap: listeners read the log themselves up to a number.</summary>
    /// <param name="number">The number up to which nothing is at hand.</param>
    public void LetGo(long number)
    {
        if (number <= Reached)
            return;
        Array.Clear(_tail);
        Reached = number;
        _tailFirst = number + 1;
        AppendEarly();
    }

    /// <summary>What can be handed over now; each listener named is outstanding until <see cref="Completed"/>.</summary>
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

            // Listeners that are equally far share one slice: an event to a hundred listeners is copied once.
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
    /// A hand-over ended, well or not: the listener's slot is free. What failed is not handed over again by itself, since a listener that
    /// cannot be reached must not be hammered: it finds the gap when it is next told, or when it subscribes anew.
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
