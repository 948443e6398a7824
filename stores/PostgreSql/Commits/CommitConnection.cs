using MoCluster.GrainInterfaces;
using MoCluster.Grains;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Batches;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>
/// Takes groups from the queue and makes them durable, one after another, on a connection of its own. A group is (lane, ordinal); its
/// outcome is known before the next one begins.
/// </summary>
/// <param name="queue">Where groups come from.</param>
/// <param name="services">What the lanes share.</param>
internal sealed class CommitConnection(CommitQueue queue, CommitServices services) : IAsyncDisposable
{
    private const int MaxRaces = 3;

    private readonly CommitSession _session = new(services.Source, services.Logger);
    private Guid _lane = Guid.CreateVersion7();
    private long _ordinal;

    /// <summary>The last try of which it is not known whether it became durable.</summary>
    private StageTwo? _uncertain;

    /// <summary>Whether the try under way has taken the group's row: then no earlier one became true.</summary>
    private bool _entered;

    private BatchId Next => new(_lane, _ordinal + 1);

    /// <summary>Serves groups until the queue is closed and empty.</summary>
    public async Task RunAsync()
    {
        while (await queue.TakeAsync().ConfigureAwait(false) is { } group)
        {
            try
            {
                await ServeAsync(group).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A lane outlives every error of a group: what it is goes to the log and to the callers.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                services.Logger.LaneFailed(exception);
                GiveUp(group, exception);
                await _session.ResetAsync(exception).ConfigureAwait(false);
            }
            finally
            {
                queue.Release(group);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>Tries a group until its outcome is known, or it is time to give up.</summary>
    private async Task ServeAsync(IReadOnlyList<QueuedCommit> group)
    {
        using var activity = GrainActivities.StartShared("commit_group", group, static pending => pending.Cause)
            ?.SetTag("mocluster.commits", group.Count);

        // Mostly once: a commit that writes again what one before it wrote begins anew.
        while (group.Count > 0)
            group = [.. group.Skip(await DecideAsync(group).ConfigureAwait(false))];
    }

    /// <summary>Tries a group.</summary>
    /// <returns>How many of its commits, from the first, are decided.</returns>
    private async Task<int> DecideAsync(IReadOnlyList<QueuedCommit> group)
    {
        var backOff = new BackOff(services.Options, services.Time);
        var expect = true;
        for (var races = 0; ;)
        {
            Exception exception;
            try
            {
                return await TryAsync(group, expect).ConfigureAwait(false);
            }
            catch (Exception caught) when (Failure.IsRepeated(caught) || Failure.IsOutage(caught) || caught is PostgresException)
            {
                exception = caught;
            }

            await SettleAsync(group, exception).ConfigureAwait(false);
            var undone = Failure.IsUndone(exception);
            if (Failure.IsRepeated(exception))
            {
                if (await FindAsync(group).ConfigureAwait(false) is var found and > 0)
                    return found;
            }
            else if (undone && expect && Failure.IsUnexpected(exception))
            {
                expect = false;
                continue;
            }
            else if (undone && Failure.IsRace(exception) && races++ < MaxRaces)
            {
                // Another silo wrote the same new row first. Judged again, the verdict says so in the port's own words.
                expect = false;
                continue;
            }
            else if (undone && exception is PostgresException postgres && Failure.IsDataRefused(postgres))
            {
                await RefuseAsync(group, postgres).ConfigureAwait(false);
                return group.Count;
            }

            if (backOff.IsOver)
            {
                GiveUp(group, exception);
                return group.Count;
            }

            var pause = backOff.Next();
            services.Logger.GroupRetried(exception, group.Count, pause, backOff.Tries);
            await Task.Delay(pause, services.Time).ConfigureAwait(false);
        }
    }

    /// <summary>Puts the connection in order after a failed try.</summary>
    private async ValueTask SettleAsync(IReadOnlyList<QueuedCommit> group, Exception exception)
    {
        if (_uncertain is not null && !Failure.IsUndone(exception))
            services.Logger.OutcomeUncertain(exception, group.Count);
        await _session.ResetAsync(exception).ConfigureAwait(false);
    }

    /// <summary>Tries a group once.</summary>
    /// <param name="group">It.</param>
    /// <param name="expect">Whether it may be written on the expectation that what its commits name is so.</param>
    private async Task<int> TryAsync(IReadOnlyList<QueuedCommit> group, bool expect)
    {
        var connection = await _session.OpenAsync().ConfigureAwait(false);
        var streams = await services.Streams.PlanAsync(connection, StreamsOf(group)).ConfigureAwait(false);
        var needs = new BatchNeeds(group.Select(pending => pending.Commit));
        if (expect && Expectation.Of(needs, services.Known, services.Objects) is { } expectation)
        {
            var granted = expectation.State();
            var expected = Judge(group, granted);

            // Nobody is refused on what is taken for granted.
            if (expected.IsUnanimous)
            {
                await WriteAsync(connection, new StageTwo(expected, granted, streams) { IsExpected = true }, enter: true, expectation).ConfigureAwait(false);
                return expected.Count;
            }
        }

        var state = StoreState.Empty;
        if (!needs.IsEmpty)
        {
            var loader = new StateLoader();
            await using var batch = new StatementBatch(connection);
            Enter(batch);
            StageOne.AddTo(batch, needs, loader);
            await batch.RunAsync(CancellationToken.None).ConfigureAwait(false);
            state = loader.Build();
            services.Objects.Learn(state, []);

            // The group's row was taken: no earlier try of this group became true.
            _uncertain = null;
        }

        var judgement = Judge(group, state);
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

    private BatchJudgement Judge(IReadOnlyList<QueuedCommit> group, StoreState state) =>
        BatchJudgement.Of(group, state with { Remembered = services.Remembered.Of(group) }, services.Clock.Now);

    private async Task WriteAsync(NpgsqlConnection connection, StageTwo writes, bool enter, Expectation? expectation)
    {
        await using (var batch = new StatementBatch(connection))
        {
            // Nothing to read before: the whole group travels in one flush.
            _entered = !enter;
            if (enter)
                Enter(batch);
            expectation?.AddTo(batch);
            writes.AddTo(batch, Next, services.Clock.Imposed);
            try
            {
                await batch.RunAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // A server that answers in good order has done nothing. What an earlier try did stays open until the lane was entered.
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
            services.Clock.Learn(clock);
        services.Count(writes);
        services.Known.Learn(writes.Outcome.Listeners.Values);
        services.Objects.Learn(writes.Outcome, writes.Objects);
        writes.Complete(services.Remembered);
    }

    private void Enter(StatementBatch batch)
    {
        batch.Add(Statement.Of("Transaction/begin"));
        batch.Add(
            Statement.Of("Transaction/enter_group").With(Next.Lane).With(Next.Ordinal),
            row =>
            {
                _entered = true;
                services.Clock.Learn(Rows.Time(row, 0));
            });
    }

    /// <summary>Looks for what the lane recorded of a group that met its own id; answers 0 where the server cannot be asked.</summary>
    private async Task<int> FindAsync(IReadOnlyList<QueuedCommit> group)
    {
        (long Ordinal, byte[] Verdicts, long[] Bases, DateTime[] Times) found = (0, [], [], []);
        try
        {
            var connection = await _session.OpenAsync().ConfigureAwait(false);
            await using var batch = new StatementBatch(connection);
            batch.Add(
                Statement.Of("Transaction/find_group").With(Next.Lane).With(Next.Ordinal),
                row => found = (
                    row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<long[]>(2), row.GetFieldValue<DateTime[]>(3)));
            await batch.RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.IsOutage(exception))
        {
            services.Logger.OutcomeUncertain(exception, group.Count);
            await _session.ResetAsync(exception).ConfigureAwait(false);
            return 0;
        }

        if (found.Ordinal != Next.Ordinal || _uncertain is null)
            throw new InvalidOperationException(
                $"The lane {_lane:D} stands at {found.Ordinal} instead of {_ordinal}: its row was written by somebody else.");
        if (!_uncertain.TryComplete(found.Verdicts, found.Bases, found.Times, services.Remembered))
            throw new InvalidOperationException($"The lane {_lane:D} recorded other verdicts of group {found.Ordinal} than were sent.");

        var recorded = _uncertain;
        _uncertain = null;
        _ordinal++;
        services.Count(recorded);
        services.Logger.OutcomeFound(recorded.Count);
        return recorded.Count;
    }

    /// <summary>A group that holds something the server will not take is repeated one by one, so that only that commit fails.</summary>
    private async Task RefuseAsync(IReadOnlyList<QueuedCommit> group, PostgresException exception)
    {
        if (group.Count > 1)
        {
            services.Logger.GroupSplit(exception, group.Count);
            foreach (var pending in group)
                await ServeAsync([pending]).ConfigureAwait(false);
            return;
        }

        services.Logger.CommitRefusedByServer(exception, group[0].Commit.Id);
        var what = exception.ConstraintName is { } constraint ? $" (constraint {constraint})" : "";
        group[0].Fail(new ArgumentException($"PostgreSQL does not take the commit{what}: {exception.MessageText}", exception));
    }

    private void GiveUp(IReadOnlyList<QueuedCommit> group, Exception exception)
    {
        var uncertain = _uncertain is not null;
        services.Logger.GroupGivenUp(exception, group.Count, uncertain ? "unknown" : "that nothing was done");
        foreach (var pending in group)
        {
            pending.Fail(uncertain
                ? new CommitOutcomeUnknownException(
                    "The connection to PostgreSQL was lost during the commit, and the server did not come back in time to ask.", exception)
                : new StoreUnavailableException(
                    $"PostgreSQL is out of reach or refuses to write ({Failure.Told(exception)}); nothing was done. Try again later.",
                    exception));
        }

        if (!uncertain)
            return;

        // The lane's last group stays unknown, so its ids cannot be counted on; a new lane begins.
        _uncertain = null;
        _lane = Guid.CreateVersion7();
        _ordinal = 0;
    }

    private static HashSet<StreamKey> StreamsOf(IReadOnlyList<QueuedCommit> group)
    {
        var streams = new HashSet<StreamKey>();
        foreach (var pending in group)
        {
            streams.UnionWith(pending.Streams);
            foreach (var definition in pending.Commit.Definitions)
            {
                if (definition is DefinitionWrite.PutListener put)
                    streams.Add(put.Listener.Stream);
            }
        }

        return streams;
    }
}
