using MoCluster.GrainInterfaces.Objects;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Columns;
using MoCluster.Stores.PostgreSql.Commits;
using MoCluster.Stores.PostgreSql.Formats;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>
/// The statements that make a group's winners true: rows table by table, then the streams are locked and the events numbered, last of
/// all, with the commit behind them in the same flush, so that a stream is held for one disk write and no longer.
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
    private readonly List<(Guid Commit, Assignment Given)> _given = [];
    private byte[] _verdicts = [];
    private long[] _bases = [];
    private DateTime[] _times = [];

    /// <summary>What is to be written for a judged group.</summary>
    /// <param name="judgement">The verdicts.</param>
    /// <param name="former">The rows on which they rest, as they were before the group.</param>
    /// <param name="streams">The streams to which winners append or listen, with their ids.</param>
    public StageTwo(BatchJudgement judgement, StoreState former, StreamPlan streams)
    {
        _judgement = judgement;
        _streams = streams;
        _events = new EventBlocks(streams);
        _definitions = new DefinitionColumns(streams);
        _groups = new GroupColumns(_definitions);
        foreach (var (pending, assignment) in judgement.Winners)
        {
            var commit = pending.Commit;
            var given = streams.Give(assignment);
            _given.Add((commit.Id, given));
            _events.Add(commit, given);
            _objects.Add(commit, given, former);
            foreach (var write in commit.Registrations)
                Objects.Add(write.Object);
            _definitions.Add(commit, former);
            _groups.Add(commit, given, former);
            _results.Add(commit, given, former, _events);
        }
    }

    /// <summary>How many commits of the group are decided by it, from the first.</summary>
    public int Count => _judgement.Count;

    /// <summary>Whether the verdicts rest on what was expected, and nothing was read before.</summary>
    public bool IsExpected { get; init; }

    /// <summary>How many of them become true.</summary>
    public int Winners => _judgement.Winners.Count;

    /// <summary>How the group leaves the rows that it wrote or rested on.</summary>
    public StoreState Outcome => _judgement.Outcome;

    /// <summary>The objects that it writes.</summary>
    public HashSet<ObjectKey> Objects { get; } = [];

    /// <summary>The server's clock at the end of the group; null when nothing was appended.</summary>
    public DateTimeOffset? Clock { get; private set; }

    /// <summary>Adds the statements, the commit being the last.</summary>
    /// <param name="batch">To what.</param>
    /// <param name="group">The group's id.</param>
    /// <param name="imposed">The time; null for the server's.</param>
    public void AddTo(StatementBatch batch, BatchId group, DateTimeOffset? imposed)
    {
        _verdicts = BatchFormat.Write(_given, _streams.PlaceOf);
        _definitions.AddTo(batch);
        _groups.AddTo(batch);
        _objects.AddTo(batch);
        _results.AddTo(batch);
        if (_streams.Ids.Length > 0)
        {
            batch.Add(_events.Append(group, _verdicts, imposed), Numbered);
        }
        else
        {
            batch.Add(Statement.Of("Transaction/record_group").With(group.Lane).With(group.Ordinal).With(_verdicts));
        }

        if (_definitions.Begin(group) is { } begin)
            batch.Add(begin);
        if (_results.Keep(group, _events) is { } keep)
            batch.Add(keep);
        batch.Add(Statement.Of("Transaction/commit"));
    }

    /// <summary>Answers every caller: the group is durable.</summary>
    public void Complete(RememberedCommits remembered) => TryComplete(_verdicts, _bases, _times, remembered);

    /// <summary>Answers every caller from what the group recorded, after its outcome was lost and found.</summary>
    /// <returns>Whether it is this judgement that was recorded.</returns>
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
