using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Formats;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>The events of a batch in event blocks, as columns of the statement that appends them.</summary>
/// <param name="streams">The streams of the batch.</param>
internal sealed class EventBlocks(StreamPlan streams)
{
    private readonly EventBlockWriter?[] _open = new EventBlockWriter?[streams.Ids.Length];
    private readonly List<int> _stream = [];
    private readonly List<int> _place = [];
    private readonly List<int> _count = [];
    private readonly List<int> _better = [];
    private readonly List<int> _worse = [];
    private readonly List<byte[]> _events = [];
    private readonly List<int> _keptStreams = [];
    private readonly List<int> _keptPlaces = [];

    /// <summary>The place in the plan of the stream of each event that a kept result refers to by number, from 1 as the server counts.</summary>
    public IReadOnlyList<int> KeptStreams => _keptStreams;

    /// <summary>The place of each event that a kept result refers to by number, among the events of its stream in the batch, from 1.</summary>
    public IReadOnlyList<int> KeptPlaces => _keptPlaces;

    /// <summary>Adds the events of a commit.</summary>
    public void Add(Commit commit, Assignment given)
    {
        if (commit.Events.IsEmpty)
            return;

        var isKept = !commit.Results.IsEmpty;
        Span<long> next = given.Streams.Length <= 16 ? stackalloc long[given.Streams.Length] : new long[given.Streams.Length];
        var run = 0;
        foreach (var draft in commit.Events)
        {
            if (given.Streams[run].Stream != draft.Stream)
                run = given.IndexOf(draft.Stream);
            var stream = streams.PlaceOf(draft.Stream);
            var place = checked((int)(given.Streams[run].First + next[run]++));
            var block = _open[stream] ??= new EventBlockWriter();
            block.Add(draft);
            if (block.Count == EventBlock.MaxEvents)
                Close(stream, place);
            if (!isKept)
                continue;
            _keptStreams.Add(stream + 1);
            _keptPlaces.Add(place);
        }
    }

    /// <summary>The statement that numbers and appends the events, and records the batch.</summary>
    /// <param name="id">The id of the batch.</param>
    /// <param name="verdicts">The verdicts of the batch.</param>
    /// <param name="imposed">The time; null for the server's time.</param>
    public NpgsqlBatchCommand Append(BatchId id, byte[] verdicts, DateTimeOffset? imposed)
    {
        for (var stream = 0; stream < _open.Length; stream++)
        {
            if (_open[stream] is { Count: > 0 })
                Close(stream, streams.Counts[stream]);
        }

        return Statement.Of("Append/append_events")
            .With(streams.Ids)
            .With(streams.Counts)
            .With(id.Connection)
            .With(verdicts)
            .With(_stream)
            .With(_place)
            .With(_count)
            .With(_better)
            .With(_worse)
            .With(_events)
            .WithNullable(imposed?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(id.Ordinal);
    }

    private void Close(int stream, int lastPlace)
    {
        var block = _open[stream]!;
        _stream.Add(stream + 1);
        _place.Add(lastPlace);
        _count.Add(block.Count);
        _better.Add(block.Better);
        _worse.Add(block.Worse);
        _events.Add(block.Take());
    }
}
