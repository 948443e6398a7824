using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>
/// Which streams a group appends to, and where in each stream's run its commits stand. The server knows the numbers; here are their
/// distances from the last number before the group.
/// </summary>
internal sealed class StreamPlan
{
    private readonly Dictionary<StreamKey, int> _places = [];

    /// <summary>The plan of streams whose ids are known.</summary>
    /// <param name="streams">The streams, each once, with their ids.</param>
    public StreamPlan(IEnumerable<(StreamKey Stream, int Id)> streams)
    {
        var ordered = streams.OrderBy(stream => stream.Id).ToList();
        Ids = [.. ordered.Select(stream => stream.Id)];
        Streams = [.. ordered.Select(stream => stream.Stream)];
        Counts = new int[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
            _places.Add(ordered[i].Stream, i);
    }

    /// <summary>The streams, in the order of their ids.</summary>
    public IReadOnlyList<StreamKey> Streams { get; }

    /// <summary>The streams' ids, ascending: the order in which every silo locks them.</summary>
    public int[] Ids { get; }

    /// <summary>How many events each stream has been given so far.</summary>
    public int[] Counts { get; }

    /// <summary>Where a stream stands in <see cref="Ids"/>, from 0.</summary>
    public int PlaceOf(StreamKey stream) => _places[stream];

    /// <summary>Gives a commit's events their places: its assignment with places, from 1 a stream and group, for numbers.</summary>
    public Assignment Give(Assignment judged)
    {
        if (judged.Streams.IsEmpty)
            return judged;

        var streams = ImmutableArray.CreateBuilder<StreamAssignment>(judged.Streams.Length);
        foreach (var run in judged.Streams)
        {
            ref var count = ref Counts[_places[run.Stream]];
            streams.Add(run with { First = count + 1 });
            count += run.Count;
        }

        return judged with { Streams = streams.MoveToImmutable() };
    }
}
