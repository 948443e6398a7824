using MoCluster.GrainInterfaces;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Writes the events of a batch, and where its streams begin and end.</summary>
/// <param name="connection">The writing connection.</param>
/// <param name="streams">The ids of the streams.</param>
internal sealed class EventRows(SqliteConnection connection, StreamNumbers streams)
{
    private readonly Dictionary<StreamKey, OpenBlock> _open = [];
    private readonly Stack<OpenBlock> _free = [];

    /// <summary>Writes what a batch appended and trimmed.</summary>
    public void Write(WriteBatch batch)
    {
        foreach (var stream in batch.Streams)
            WriteStream(batch, stream);
        foreach (var (commit, given) in batch.Commits)
        {
            if (!commit.Events.IsEmpty)
                Append(commit.Events.AsSpan(), given);
        }

        foreach (var block in _open.Values)
        {
            Close(block);
            _free.Push(block);
        }

        _open.Clear();
    }

    private void WriteStream(WriteBatch batch, StreamKey stream)
    {
        var (before, after) = (batch.Before.EndsOf(stream), batch.State.EndsOf(stream));
        if (before == after)
            return;
        var known = streams.Find(stream);
        var id = known ?? streams.Next(stream);
        connection.Statement(known is null ? "Write/put_stream" : "Write/change_stream")
            .With(id).With(stream.Namespace).With(stream.RoutingKey).With(after.First).With(after.Last).With(after.Time).Seal().Run();
        if (after.First > before.First)
        {
            connection.Statement("Trim/blocks")
                .With(StreamNumbers.Block(id, 0)).With(StreamNumbers.Block(id, after.First - 1)).Run();
        }
    }

    private void Append(ReadOnlySpan<Grains.Storage.Events.EventDraft> events, Assignment given)
    {
        OpenBlock? block = null;
        foreach (var draft in events)
        {
            if (block is null || block.Stream != draft.Stream)
                block = Open(draft.Stream, given);
            block.Writer.Add(draft);
            block.Last++;
            if (block.Writer.Count == EventBlock.MaxEvents)
                Close(block);
        }
    }

    private OpenBlock Open(StreamKey stream, Assignment given)
    {
        if (_open.TryGetValue(stream, out var block))
            return block;
        block = _free.Count > 0 ? _free.Pop() : new OpenBlock();
        var run = given.Streams[given.IndexOf(stream)];
        (block.Stream, block.Id, block.Last, block.Time) = (stream, streams.Find(stream)!.Value, run.First - 1, run.Time);
        _open.Add(stream, block);
        return block;
    }

    private void Close(OpenBlock block)
    {
        if (block.Writer.Count == 0)
            return;
        var statement = connection.Statement("Write/append_block")
            .With(StreamNumbers.Block(block.Id, block.Last))
            .With(block.Writer.Count)
            .With(block.Time)
            .With(block.Writer.Better)
            .With(block.Writer.Worse);
        statement.With(block.Writer.TakeSpan()).Seal().Run();
    }

    private sealed class OpenBlock
    {
        public EventBlockWriter Writer { get; } = new();

        public StreamKey Stream { get; set; }

        public long Id { get; set; }

        public long Last { get; set; }

        public DateTimeOffset Time { get; set; }
    }
}
