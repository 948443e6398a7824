using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes the ends of streams in a state.</summary>
internal static class StreamTables
{
    /// <summary>The state after events were appended.</summary>
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
    /// The first number of a stream that must be kept: the first that a listener has not passed, or one above the last. Suspended listeners do not count.
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
    /// The state after streams were trimmed. Events that a listener has not passed are kept whatever was asked, because the listener may have gone back
    /// meanwhile.
    /// </summary>
    /// <param name="state">The state before.</param>
    /// <param name="firsts">For each stream, the first number to keep.</param>
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
