using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>
/// The streams to which a batch appends, and the places of its commits' events in each. Only the server knows the numbers; a place is the distance of
/// a number from the last number before the batch.
/// </summary>
internal sealed class StreamPlan
{
    private readonly Dictionary<StreamKey, int> _places = [];

    /// <summary>Makes the plan for streams with known ids.</summary>
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

    /// <summary>How many events each stream got so far.</summary>
    public int[] Counts { get; }

    /// <summary>The place of a stream in <see cref="Ids"/>, from 0.</summary>
    public int PlaceOf(StreamKey stream) => _places[stream];

    /// <summary>Gives the events of a commit their places.</summary>
    /// <returns>The assignment, with places instead of numbers; they count from 1 in each stream of the batch.</returns>
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
