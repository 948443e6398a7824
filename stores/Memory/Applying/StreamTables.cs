using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes of the streams' ends.</summary>
internal static class StreamTables
{
    /// <summary>The state after numbers were given.</summary>
    public static StoreState Append(StoreState state, ImmutableArray<StreamAssignment> runs)
    {
        if (runs.IsEmpty)
            return state;

        var streams = state.Streams;
        foreach (var run in runs)
        {
            var ends = state.EndsOf(run.Stream);
            streams = streams.SetItem(run.Stream, new StreamEnds(ends.First, run.First + run.Count - 1, run.Time));
        }

        return state with { Streams = streams };
    }

    /// <summary>
    /// Up to where a stream may be let go of: the first number that a listener has not passed, or one above the last. Suspended
    /// listeners do not count.
    /// </summary>
    public static long Passed(StoreState state, StreamKey stream)
    {
        var first = state.EndsOf(stream).Last + 1;
        if (!state.StreamListeners.TryGetValue(stream, out var listeners))
            return first;

        foreach (var uuid in listeners)
        {
            if (state.Listeners[uuid] is { Definition.Suspension: null } listener)
                first = Math.Min(first, listener.Frontier + 1);
        }

        return first;
    }

    /// <summary>
    /// The state after streams were let go of up to a number each. What a listener has not passed is kept whatever was asked: it may
    /// have gone back since.
    /// </summary>
    /// <param name="state">The state before.</param>
    /// <param name="firsts">The numbers that are to be the first ones kept.</param>
    public static StoreState Trim(StoreState state, ImmutableArray<KeyValuePair<StreamKey, long>> firsts)
    {
        var streams = state.Streams;
        foreach (var (stream, wanted) in firsts)
        {
            if (!streams.TryGetValue(stream, out var ends))
                continue;
            var first = Math.Min(wanted, Passed(state, stream));
            if (first > ends.First)
                streams = streams.SetItem(stream, ends with { First = first });
        }

        return state with { Streams = streams };
    }
}
