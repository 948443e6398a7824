using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Batches;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Formats;

/// <summary>The events of a group, in pages of one stream each, a list a column.</summary>
/// <param name="streams">Their streams.</param>
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

    /// <summary>The stream of each event of which a result is kept, by its place in the plan, from 1 as the server counts.</summary>
    public IReadOnlyList<int> KeptStreams => _keptStreams;

    /// <summary>The place of each event of which a result is kept, among those of its stream in the group, from 1.</summary>
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
                run = IndexOf(given, draft);
            var stream = streams.PlaceOf(draft.Stream);
            var place = checked((int)(given.Streams[run].First + next[run]++));
            var page = _open[stream] ??= new EventBlockWriter();
            page.Add(draft);
            if (page.Count == EventBlock.MaxEvents)
                Close(stream, place);
            if (!isKept)
                continue;
            _keptStreams.Add(stream + 1);
            _keptPlaces.Add(place);
        }
    }

    /// <summary>The statement that numbers and appends them, and records the group.</summary>
    /// <param name="group">The group's id.</param>
    /// <param name="verdicts">Its verdicts.</param>
    /// <param name="imposed">The time; null for the server's.</param>
    public NpgsqlBatchCommand Append(BatchId group, byte[] verdicts, DateTimeOffset? imposed)
    {
        for (var stream = 0; stream < _open.Length; stream++)
        {
            if (_open[stream] is { Count: > 0 })
                Close(stream, streams.Counts[stream]);
        }

        return Statement.Of("Append/append_events")
            .With(streams.Ids)
            .With(streams.Counts)
            .With(group.Lane)
            .With(verdicts)
            .With(_stream)
            .With(_place)
            .With(_count)
            .With(_better)
            .With(_worse)
            .With(_events)
            .WithNullable(imposed?.UtcDateTime, NpgsqlDbType.TimestampTz)
            .With(group.Ordinal);
    }

    private void Close(int stream, int lastPlace)
    {
        var page = _open[stream]!;
        _stream.Add(stream + 1);
        _place.Add(lastPlace);
        _count.Add(page.Count);
        _better.Add(page.Better);
        _worse.Add(page.Worse);
        _events.Add(page.Take());
    }

    private static int IndexOf(Assignment given, EventDraft draft)
    {
        for (var i = 0; i < given.Streams.Length; i++)
        {
            if (given.Streams[i].Stream == draft.Stream)
                return i;
        }

        throw new InvalidOperationException($"The stream {draft.Stream} was given no places.");
    }
}
