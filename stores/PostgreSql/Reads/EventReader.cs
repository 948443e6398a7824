using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Formats;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>Reads streams and their events.</summary>
/// <param name="session">Runs the reads.</param>
internal sealed class EventReader(ReadSession session)
{
    /// <summary>The most blocks that one query for a lane reads. Blocks full of the lane hold more events than a read may ask for.</summary>
    private const int LaneBlocks = 64;

    /// <summary>A number that no stream reaches, and to which statements can add without overflow.</summary>
    private const long MostNumber = long.MaxValue / 2;

    private readonly SharedReads<StreamKey, StreamHead?> _heads = new(streams => HeadsAsync(session, streams));

    /// <summary>Reads where streams begin and end. Every fetch reads one.</summary>
    public async ValueTask<ImmutableArray<StreamHead>> HeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation)
    {
        if (streams.IsDefault)
            return [.. await session.ListAsync(() => Statement.Of("Read/all_heads"), Head, cancellation).ConfigureAwait(false)];
        if (streams.IsEmpty)
            return [];
        return [.. (await _heads.ReadAsync(streams, cancellation).ConfigureAwait(false)).OfType<StreamHead>()];
    }

    private static async Task<StreamHead?[]> HeadsAsync(ReadSession session, IReadOnlyList<StreamKey> streams)
    {
        var found = await session.ListAsync(
            () => Statement.Of("Read/heads")
                .With(streams.Select(stream => stream.Namespace).ToArray())
                .With(streams.Select(stream => stream.RoutingKey).ToArray()),
            Head,
            CancellationToken.None).ConfigureAwait(false);
        var byStream = found.ToDictionary(head => head.Stream);
        return [.. streams.Select(stream => byStream.TryGetValue(stream, out var head) ? head : (StreamHead?)null)];
    }

    private static StreamHead Head(NpgsqlDataReader row) =>
        new(new StreamKey(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.GetInt64(3));

    /// <summary>Reads consecutive events.</summary>
    public async ValueTask<ImmutableArray<EventRecord>> EventsAsync(
        StreamKey stream, long from, int limit, CancellationToken cancellation)
    {
        var read = await ReadAsync(
            () => Statement.Of("Read/events").With(stream.Namespace).With(stream.RoutingKey).With(Math.Min(from, MostNumber)).With(limit),
            limit,
            (_, _) => true,
            cancellation).ConfigureAwait(false);
        return read.Events;
    }

    /// <summary>Reads single events.</summary>
    public async ValueTask<ImmutableArray<EventRecord>> EventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        if (numbers.IsEmpty)
            return [];
        var read = await ReadAsync(
            () => Statement.Of("Read/events_by_number").With(stream.Namespace).With(stream.RoutingKey).With(numbers.ToArray()),
            numbers.Length,
            (number, _) => numbers.BinarySearch(number) >= 0,
            cancellation).ConfigureAwait(false);
        return read.Events;
    }

    /// <summary>Reads the events of one lane within a part of the log: in one query, unless events of the lane are spread over many blocks.</summary>
    public async ValueTask<ImmutableArray<EventRecord>> LaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation)
    {
        var events = ImmutableArray<EventRecord>.Empty;
        to = Math.Min(to, MostNumber);
        EventCollector read;
        do
        {
            var (next, left) = (Math.Min(from, MostNumber), limit - events.Length);
            read = await ReadAsync(
                () => Statement.Of(StatementOf(lane)).With(stream.Namespace).With(stream.RoutingKey).With(next).With(to).With(left).With(LaneBlocks),
                left,
                (number, priority) => number <= to && PriorityLanes.Of(priority) == lane,
                cancellation).ConfigureAwait(false);
            events = events.AddRange(read.Events);
            from = read.Last + 1;
        }
        while (events.Length < limit && read.Blocks == LaneBlocks);
        return events;
    }

    private ValueTask<EventCollector> ReadAsync(
        Func<NpgsqlBatchCommand> statement, int limit, Func<long, int, bool> isWanted, CancellationToken cancellation) =>
        session.RunAsync(
            statements =>
            {
                var read = new EventCollector(limit, isWanted);
                statements.Add(statement(), row => read.Add(row.GetInt64(0), row.GetInt32(1), Rows.Time(row, 2), row.GetFieldValue<byte[]>(3), row.GetInt64(4)));
                return read;
            },
            cancellation);

    private static string StatementOf(PriorityLane lane) => lane switch
    {
        PriorityLane.Better => "Read/events_better",
        PriorityLane.Default => "Read/events_default",
        _ => "Read/events_worse",
    };
}
