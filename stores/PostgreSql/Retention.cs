using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// Deletes old events and results, a limited number in one transaction. A writer never waits for it, and two silos that run it at once share the
/// streams between them.
/// </summary>
/// <param name="session">Runs the statements.</param>
/// <param name="clock">Tells which kept results are older than their week.</param>
/// <param name="most">How many events or results one transaction deletes at most.</param>
internal sealed class Retention(ReadSession session, DatabaseClock clock, int most)
{
    private const int StreamsAtOnce = 1_000;

    /// <summary>Deletes events older than an instant, and results and batches that are past their time.</summary>
    public async ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var last = 0;
        while (true)
        {
            var after = last;
            var streams = await session.ListAsync(
                () => Statement.Of("Retention/streams").With(after).With(StreamsAtOnce),
                row => row.GetInt32(0),
                cancellation).ConfigureAwait(false);
            foreach (var stream in streams)
                await TrimAsync(stream, before, cancellation).ConfigureAwait(false);
            if (streams.Count < StreamsAtOnce)
                break;
            last = streams[^1];
        }

        var over = (clock.Now - StoreLimits.ResultLifetime).UtcDateTime;
        await RepeatAsync(
            () => [Statement.Of("Retention/trim_results").With(over, NpgsqlDbType.TimestampTz).With(most)],
            cancellation).ConfigureAwait(false);
        await session.RunAsync(
            statements =>
            {
                statements.Add(Statement.Of("Retention/trim_batches"));
                return 0;
            },
            cancellation).ConfigureAwait(false);
    }

    private Task TrimAsync(int stream, DateTimeOffset before, CancellationToken cancellation) => RepeatAsync(
        () =>
        [
            Statement.Of("Retention/begin_stream").With(stream),
            Statement.Of("Retention/trim_stream").With(stream).With(before.UtcDateTime, NpgsqlDbType.TimestampTz).With(most),
        ],
        cancellation);

    /// <summary>Repeats statements until the last one, which answers how many events or results it deleted, deletes fewer than it may.</summary>
    private async Task RepeatAsync(Func<Npgsql.NpgsqlBatchCommand[]> statements, CancellationToken cancellation)
    {
        int[] gone;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            gone = await session.RunAsync(
                together =>
                {
                    var count = new int[1];
                    var made = statements();
                    foreach (var statement in made[..^1])
                        together.Add(statement);
                    together.Add(made[^1], row => count[0] = row.GetInt32(0));
                    return count;
                },
                cancellation).ConfigureAwait(false);
        }
        while (gone[0] >= most);
    }
}
