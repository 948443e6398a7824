using MoCluster.GrainInterfaces.Objects;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Formats;
using MoCluster.Stores.PostgreSql.Judging;
using MoCluster.Stores.PostgreSql.Known;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>
/// The statements that write the winners of a batch. The first write their rows, table by table. Then one locks the streams and numbers the events.
/// COMMIT follows in the same flush, so that a stream is held for one disk write and no longer.
/// </summary>
internal sealed class StageTwo
{
    private readonly BatchJudgement _judgement;
    private readonly StreamPlan _streams;
    private readonly EventBlocks _events;
    private readonly DefinitionColumns _definitions;
    private readonly GroupColumns _groups;
    private readonly ObjectColumns _objects = new();
    private readonly ResultColumns _results = new();
    private readonly DeliveryBatch _deliveries = new();
    private readonly List<(Guid Commit, Assignment Given)> _given = [];
    private byte[] _verdicts = [];
    private long[] _bases = [];
    private DateTime[] _times = [];

    /// <summary>Collects the rows to write for a judged batch.</summary>
    /// <param name="judgement">The verdicts.</param>
    /// <param name="former">The rows on which they rest, as they were before the batch.</param>
    /// <param name="streams">The streams to which winners append or listen, with their ids.</param>
    public StageTwo(BatchJudgement judgement, StoreState former, StreamPlan streams)
    {
        _judgement = judgement;
        _streams = streams;
        _events = new EventBlocks(streams);
        _definitions = new DefinitionColumns(streams);
        _groups = new GroupColumns(_definitions);
        foreach (var (queued, assignment) in judgement.Winners)
        {
            var commit = queued.Commit;
            var given = streams.Give(assignment);
            _given.Add((commit.Id, given));
            _events.Add(commit, given);
            _objects.Add(commit, given, former);
            foreach (var write in commit.Registrations)
                Objects.Add(write.Object);
            _definitions.Add(commit, former);
            _groups.Add(commit, given, former);
            _results.Add(commit, given, former, _events);
            _deliveries.Add(commit, given);
        }
    }

    /// <summary>How many commits of the batch are decided, from the first.</summary>
    public int Count => _judgement.Count;

    /// <summary>Whether the verdicts are based on an expectation, and nothing was read before.</summary>
    public bool IsExpected { get; init; }

    /// <summary>How many of the commits become true.</summary>
    public int Winners => _judgement.Winners.Count;

    /// <summary>The state after the batch of the rows that it writes or depends on.</summary>
    public StoreState Outcome => _judgement.Outcome;

    /// <summary>The objects that the batch writes.</summary>
    public HashSet<ObjectKey> Objects { get; } = [];

    /// <summary>The server's time at the end of the batch; null if nothing was appended.</summary>
    public DateTimeOffset? Clock { get; private set; }

    /// <summary>Adds the statements; COMMIT is the last.</summary>
    /// <param name="statements">Takes them.</param>
    /// <param name="id">The id of the batch.</param>
    /// <param name="imposed">The time; null for the server's time.</param>
    public void AddTo(StatementBatch statements, BatchId id, DateTimeOffset? imposed)
    {
        _verdicts = BatchFormat.Write(_given, _streams.PlaceOf);
        _definitions.AddTo(statements);
        _groups.AddTo(statements);
        _objects.AddTo(statements);
        _results.AddTo(statements);
        _deliveries.AddTo(statements);
        if (_streams.Ids.Length > 0)
        {
            statements.Add(_events.Append(id, _verdicts, imposed), Numbered);
        }
        else
        {
            statements.Add(Statement.Of("Transaction/record_batch").With(id.Connection).With(id.Ordinal).With(_verdicts));
        }

        if (_definitions.Begin(id) is { } begin)
            statements.Add(begin);
        if (_results.Keep(id, _events) is { } keep)
            statements.Add(keep);
        statements.Add(Statement.Of("Transaction/commit"));
    }

    /// <summary>Answers every caller: the batch is durable.</summary>
    public void Complete(RememberedCommits remembered) => TryComplete(_verdicts, _bases, _times, remembered);

    /// <summary>Answers every caller from what the batch recorded, after its outcome was lost and found.</summary>
    /// <returns>Whether this judgement is the one that was recorded.</returns>
    public bool TryComplete(byte[] verdicts, long[] bases, DateTime[] times, RememberedCommits remembered) =>
        bases.Length == _streams.Ids.Length
        && _judgement.TryComplete(BatchFormat.Read(verdicts, _streams.Streams, bases, times), remembered);

    private void Numbered(Npgsql.NpgsqlDataReader row)
    {
        _bases = row.GetFieldValue<long[]>(0);
        _times = row.GetFieldValue<DateTime[]>(1);
        Clock = Rows.Time(row, 2);
    }
}
