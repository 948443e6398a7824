using MoCluster.Grains;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Queue;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>
/// Takes batches from the queue and commits them one after another on a connection of its own. It knows the outcome of a batch before it begins
/// the next one.
/// </summary>
/// <param name="queue">Forms the batches.</param>
/// <param name="services">What the commit connections share.</param>
internal sealed class CommitConnection(CommitQueue queue, CommitServices services) : IAsyncDisposable
{
    private const int MaxRaces = 3;

    private readonly ServerAccess _server = services.Server;
    private readonly BatchWriter _writer = new(services);

    /// <summary>Serves batches until the queue is closed and empty.</summary>
    public async Task RunAsync()
    {
        while (await queue.TakeAsync().ConfigureAwait(false) is { } batch)
        {
            try
            {
                await ServeAsync(batch).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A commit connection outlives every error of a batch: the log and the callers learn what it was.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _server.Logger.CommitConnectionFailed(exception);
                GiveUp(batch, exception);
                await _writer.ResetAsync(exception).ConfigureAwait(false);
            }
            finally
            {
                queue.Release(batch);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>Tries a batch until its outcome is known, or until it is time to give up.</summary>
    private async Task ServeAsync(IReadOnlyList<QueuedCommit> batch)
    {
        using var activity = GrainActivities.StartShared("commit_batch", batch, static queued => queued.Cause)
            ?.SetTag("mocluster.commits", batch.Count);

        // Mostly once: a commit that writes again what a commit before it wrote begins another batch.
        while (batch.Count > 0)
            batch = [.. batch.Skip(await DecideAsync(batch).ConfigureAwait(false))];
    }

    /// <summary>Decides commits of a batch.</summary>
    /// <returns>How many of its commits, from the first, are decided.</returns>
    private async Task<int> DecideAsync(IReadOnlyList<QueuedCommit> batch)
    {
        var backOff = new BackOff(_server.Options, _server.Time);
        var expect = true;
        for (var races = 0; ;)
        {
            Exception exception;
            try
            {
                return await _writer.TryAsync(batch, expect).ConfigureAwait(false);
            }
            catch (Exception caught) when (Failure.IsRepeated(caught) || Failure.IsOutage(caught) || caught is PostgresException)
            {
                exception = caught;
            }

            if (_writer.IsUncertain && !Failure.IsUndone(exception))
                _server.Logger.OutcomeUncertain(exception, batch.Count);
            await _writer.ResetAsync(exception).ConfigureAwait(false);
            var undone = Failure.IsUndone(exception);
            if (Failure.IsRepeated(exception))
            {
                if (await _writer.FindAsync(batch.Count).ConfigureAwait(false) is var found and > 0)
                    return found;
            }
            else if (undone && expect && Failure.IsUnexpected(exception))
            {
                expect = false;
                continue;
            }
            else if (undone && Failure.IsRace(exception) && races++ < MaxRaces)
            {
                // Another silo inserted the same new row first. Judged again, the batch sees it, and the refusal is in the port's own words.
                expect = false;
                continue;
            }
            else if (undone && exception is PostgresException postgres && Failure.IsDataRefused(postgres))
            {
                await RefuseAsync(batch, postgres).ConfigureAwait(false);
                return batch.Count;
            }

            if (backOff.IsOver)
            {
                GiveUp(batch, exception);
                return batch.Count;
            }

            var pause = backOff.Next();
            _server.Logger.BatchRetried(exception, batch.Count, pause, backOff.Tries);
            await Task.Delay(pause, _server.Time).ConfigureAwait(false);
        }
    }

    /// <summary>Repeats the commits of a batch one by one, because the server refused something in it: only the commit that holds it fails.</summary>
    private async Task RefuseAsync(IReadOnlyList<QueuedCommit> batch, PostgresException exception)
    {
        if (batch.Count > 1)
        {
            _server.Logger.BatchSplit(exception, batch.Count);
            foreach (var queued in batch)
                await ServeAsync([queued]).ConfigureAwait(false);
            return;
        }

        _server.Logger.CommitRefusedByServer(exception, batch[0].Commit.Id);
        var what = exception.ConstraintName is { } constraint ? $" (constraint {constraint})" : "";
        batch[0].Fail(new ArgumentException($"PostgreSQL does not take the commit{what}: {exception.MessageText}", exception));
    }

    private void GiveUp(IReadOnlyList<QueuedCommit> batch, Exception exception)
    {
        var uncertain = _writer.IsUncertain;
        _server.Logger.BatchGivenUp(exception, batch.Count, uncertain ? "unknown" : "nothing was done");
        foreach (var queued in batch)
        {
            queued.Fail(uncertain
                ? new CommitOutcomeUnknownException(
                    "The connection to PostgreSQL was lost during the commit, and the server did not come back in time to ask.", exception)
                : new StoreUnavailableException(
                    $"PostgreSQL is out of reach or refuses to write ({Failure.Told(exception)}); nothing was done. Try again later.",
                    exception));
        }

        if (uncertain)
            _writer.BeginAnew();
    }
}
