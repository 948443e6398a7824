using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>Compares streams with their event blocks: the blocks of a stream follow each other without a gap, from its first to its last event.</summary>
/// <param name="connection">The connection, within a view.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class EventCheck(SqliteConnection connection, FoundProblems problems)
{
    private readonly SqliteStatement _blocks = connection.Statement("Verify/blocks");
    private bool _hasBlock;

    /// <summary>Walks through both tables at once; both are in the order of the streams' ids.</summary>
    public void Run()
    {
        var streams = connection.Statement("Verify/streams");
        try
        {
            Advance();
            while (streams.Read())
            {
                var id = streams.Int64(0);
                SkipBlocksBefore(id);
                ReadStream(id, $"stream {id} ('{streams.Text(1)}/{streams.Text(2)}')", streams.Int64(3), streams.Int64(4), streams.Int64(5));
            }

            SkipBlocksBefore(long.MaxValue);
        }
        finally
        {
            streams.Reset();
            _blocks.Reset();
        }
    }

    private void ReadStream(long id, string stream, long first, long last, long lastTicks)
    {
        var (next, ticks) = (first, 0L);
        for (var isFirst = true; _hasBlock && StreamNumbers.StreamOf(_blocks.Int64(0)) == id; isFirst = false, Advance())
        {
            var end = StreamNumbers.LastOf(_blocks.Int64(0));
            var begin = end - _blocks.Int64(1) + 1;

            // Events before the first that is kept may stand in its block.
            if (isFirst ? begin > next || end < next : begin != next)
                problems.Add("event_block", $"{stream}: the block of the events {begin} to {end} stands where event {next} should be");
            if (_blocks.Int64(2) < ticks || _blocks.Int64(2) > lastTicks)
                problems.Add("event_block", $"{stream}: the events {begin} to {end} are earlier than those before, or later than the stream's last");
            (next, ticks) = (end + 1, _blocks.Int64(2));
        }

        if (next != last + 1)
            problems.Add("event_block", $"{stream}: it has the events {first} to {last}, but its blocks end before event {next}");
    }

    private void SkipBlocksBefore(long stream)
    {
        for (; _hasBlock && StreamNumbers.StreamOf(_blocks.Int64(0)) < stream; Advance())
            problems.Add("event_block", $"id {_blocks.Int64(0)}: there is no stream {StreamNumbers.StreamOf(_blocks.Int64(0))}");
    }

    private void Advance() => _hasBlock = _blocks.Read();
}
