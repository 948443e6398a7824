using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Judging;
using MoCluster.Stores.PostgreSql.Queue;
using MoCluster.Stores.PostgreSql.Statements;
using MoCluster.Stores.PostgreSql.Writing;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>
/// Judges a batch and writes it in one transaction, under ids that no other writer uses. When a connection is lost during a commit, it finds out
/// whether the batch was committed.
/// </summary>
/// <param name="services">What the commit connections share.</param>
internal sealed class BatchWriter(CommitServices services) : IAsyncDisposable
{
    private readonly ServerAccess _server = services.Server;
    private readonly CommitSession _session = new(services.Server.Source, services.Server.Logger);
    private Guid _connection = Guid.CreateVersion7();
    private long _ordinal;

    /// <summary>The last try, if its outcome is not known.</summary>
    private StageTwo? _uncertain;

    /// <summary>Whether the current try has taken the row of the batch's id: then no earlier try was committed.</summary>
    private bool _entered;

    /// <summary>Whether it is unknown if the batch was committed.</summary>
    public bool IsUncertain => _uncertain is not null;

    private BatchId Next => new(_connection, _ordinal + 1);

    /// <summary>Tries a batch once.</summary>
    /// <param name="batch">The commits.</param>
    /// <param name="expect">Whether the batch may be written on the expectation that its rows are as this process last saw them.</param>
    /// <returns>How many of the commits, from the first, are decided.</returns>
    public async Task<int> TryAsync(IReadOnlyList<QueuedCommit> batch, bool expect)
    {
        var connection = await _session.OpenAsync().ConfigureAwait(false);
        var streams = await services.Streams.PlanAsync(connection, StreamsOf(batch)).ConfigureAwait(false);
        var needs = new BatchNeeds(batch.Select(queued => queued.Commit));
        if (expect && Expectation.Of(needs, services.Progress, services.Objects) is { } expectation)
        {
            var granted = expectation.State();
            var expected = Judge(batch, granted);

            // A refusal must not be based on an expectation.
            if (expected.IsUnanimous)
            {
                await WriteAsync(connection, new StageTwo(expected, granted, streams) { IsExpected = true }, enter: true, expectation).ConfigureAwait(false);
                return expected.Count;
            }
        }

        var state = needs.IsEmpty ? StoreState.Empty : await ReadAsync(connection, needs).ConfigureAwait(false);
        var judgement = Judge(batch, state);
        if (judgement.Winners.Count == 0)
        {
            if (!needs.IsEmpty)
                await _session.ResetAsync(null).ConfigureAwait(false);
            judgement.TryComplete([], services.Remembered);
            return judgement.Count;
        }

        await WriteAsync(connection, new StageTwo(judgement, state, streams), needs.IsEmpty, null).ConfigureAwait(false);
        return judgement.Count;
    }

    /// <summary>Looks up what became of a batch that met its own id.</summary>
    /// <param name="commits">How many commits the batch has.</param>
    /// <returns>How many of them, from the first, are decided; 0 if the server cannot be asked.</returns>
    public async Task<int> FindAsync(int commits)
    {
        (long Ordinal, byte[] Verdicts, long[] Bases, DateTime[] Times) found = (0, [], [], []);
        try
        {
            var connection = await _session.OpenAsync().ConfigureAwait(false);
            await using var statements = new StatementBatch(connection);
            statements.Add(
                Statement.Of("Transaction/find_batch").With(Next.Connection).With(Next.Ordinal),
                row => found = (
                    row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<long[]>(2), row.GetFieldValue<DateTime[]>(3)));
            await statements.RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.IsOutage(exception))
        {
            _server.Logger.OutcomeUncertain(exception, commits);
            await ResetAsync(exception).ConfigureAwait(false);
            return 0;
        }

        if (found.Ordinal != Next.Ordinal || _uncertain is null)
            throw new InvalidOperationException(
                $"The commit connection {_connection:D} stands at batch {found.Ordinal} instead of {_ordinal}: another process wrote its row.");
        if (!_uncertain.TryComplete(found.Verdicts, found.Bases, found.Times, services.Remembered))
            throw new InvalidOperationException(
                $"The commit connection {_connection:D} recorded other verdicts for batch {found.Ordinal} than were sent.");

        var recorded = _uncertain;
        _uncertain = null;
        _ordinal++;
        services.Count(recorded);
        _server.Logger.OutcomeFound(recorded.Count);
        return recorded.Count;
    }

    /// <summary>Puts the connection in order after a failed try.</summary>
    /// <param name="exception">Why the try failed.</param>
    public ValueTask ResetAsync(Exception exception) => _session.ResetAsync(exception);

    /// <summary>Begins a new series of ids: the outcome of the last batch stays unknown, so its id cannot be counted on.</summary>
    public void BeginAnew()
    {
        _uncertain = null;
        _connection = Guid.CreateVersion7();
        _ordinal = 0;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private BatchJudgement Judge(IReadOnlyList<QueuedCommit> batch, StoreState state) =>
        BatchJudgement.Of(batch, state with { Remembered = services.Remembered.Of(batch) }, _server.Clock.Now);

    /// <summary>Stage one: locks and reads the rows on which the verdicts rest.</summary>
    private async Task<StoreState> ReadAsync(NpgsqlConnection connection, BatchNeeds needs)
    {
        var loader = new StateLoader();
        await using var statements = new StatementBatch(connection);
        Enter(statements);
        StageOne.AddTo(statements, needs, loader);
        await statements.RunAsync(CancellationToken.None).ConfigureAwait(false);
        var state = loader.Build();
        services.Objects.Learn(state, []);

        // This try took the row of the batch's id, so no earlier try was committed.
        _uncertain = null;
        return state;
    }

    private async Task WriteAsync(NpgsqlConnection connection, StageTwo writes, bool enter, Expectation? expectation)
    {
        await using (var statements = new StatementBatch(connection))
        {
            // If nothing was read before, the whole transaction travels in one flush.
            _entered = !enter;
            if (enter)
                Enter(statements);
            expectation?.AddTo(statements);
            writes.AddTo(statements, Next, _server.Clock.Imposed);
            try
            {
                await statements.RunAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // If the server answers with an error, this try did nothing. What an earlier try did stays open until the row of the id was taken.
                if (!Failure.IsUndone(exception))
                    _uncertain = writes;
                else if (_entered)
                    _uncertain = null;
                throw;
            }
        }

        _uncertain = null;
        _ordinal++;
        if (writes.Clock is { } clock)
            _server.Clock.Learn(clock);
        services.Count(writes);
        services.Progress.Learn(writes.Outcome.Listeners.Values);
        services.Objects.Learn(writes.Outcome, writes.Objects);
        writes.Complete(services.Remembered);
    }

    private void Enter(StatementBatch statements)
    {
        statements.Add(Statement.Of("Transaction/begin"));
        statements.Add(
            Statement.Of("Transaction/enter_batch").With(Next.Connection).With(Next.Ordinal),
            row =>
            {
                _entered = true;
                _server.Clock.Learn(Rows.Time(row, 0));
            });
    }

    private static HashSet<StreamKey> StreamsOf(IReadOnlyList<QueuedCommit> batch)
    {
        var streams = new HashSet<StreamKey>();
        foreach (var queued in batch)
        {
            streams.UnionWith(queued.Streams);
            foreach (var definition in queued.Commit.Definitions)
            {
                if (definition is DefinitionWrite.PutListener put)
                    streams.Add(put.Listener.Stream);
            }
        }

        return streams;
    }
}
