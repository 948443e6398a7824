using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>
/// The latest events over all streams, up to a bound: whoever is awake reads here, and only who is far behind reads the files.
/// </summary>
/// <param name="capacity">How many events.</param>
internal sealed class EventTail(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamKey, TailRun> _streams = [];

    /// <summary>Which streams the events belong to, oldest first, so that the oldest of all is known.</summary>
    private readonly Queue<(TailRun Run, StreamKey Stream, int Count)> _order = [];
    private int _count;

    /// <summary>Adds the events of a commit, and lets go of the oldest beyond the bound.</summary>
    public void Add(ImmutableArray<AppendedEvent> events)
    {
        if (events.IsEmpty || capacity == 0)
            return;

        lock (_gate)
        {
            for (var i = 0; i < events.Length;)
                i += AddRun(events, i);
            while (_count > capacity)
                DropOldest();
        }
    }

    /// <summary>Copies what it has of a range of a stream: the end of the range, if anything.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="first">The first number wanted.</param>
    /// <param name="last">The last number wanted, which was committed.</param>
    public ImmutableArray<EventRecord> Read(StreamKey stream, long first, long last)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out var run) || run.Count == 0 || last < run.First)
                return [];

            var begin = (int)(Math.Max(first, run.First) - run.First);
            var count = (int)(last - run.First) - begin + 1;
            var found = ImmutableArray.CreateBuilder<EventRecord>(count);
            for (var i = 0; i < count; i++)
                found.Add(run[begin + i]);
            return found.MoveToImmutable();
        }
    }

    /// <summary>Copies the first events of a lane that it has of a range of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="first">The first number wanted.</param>
    /// <param name="last">The last number wanted, which was committed.</param>
    /// <param name="limit">At most so many.</param>
    /// <returns>The events, and the number before which it has nothing: what is wanted of before that stands in the files.</returns>
    public (long From, ImmutableArray<EventRecord> Events) ReadLane(StreamKey stream, PriorityLane lane, long first, long last, int limit)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out var run) || run.Count == 0 || last < run.First)
                return (last + 1, []);

            var found = ImmutableArray.CreateBuilder<EventRecord>();
            var from = Math.Max(first, run.First);
            for (var number = from; number <= last && found.Count < limit; number++)
            {
                var record = run[(int)(number - run.First)];
                if (PriorityLanes.Of(record.Priority) == lane)
                    found.Add(record);
            }

            return (from, found.DrainToImmutable());
        }
    }

    private int AddRun(ImmutableArray<AppendedEvent> events, int begin)
    {
        var stream = events[begin].Stream;
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, stream, out _);
        run ??= new TailRun();
        var count = 0;
        while (begin + count < events.Length && events[begin + count].Stream == stream)
            run.Add(events[begin + count++].Event);
        _order.Enqueue((run, stream, count));
        _count += count;
        return count;
    }

    private void DropOldest()
    {
        // The events of one commit go together: cheaper than to cut them exactly at the bound.
        var (run, stream, count) = _order.Dequeue();
        run.Drop(count);
        _count -= count;
        if (run.Count == 0)
            _streams.Remove(stream);
    }
}
