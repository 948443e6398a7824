using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// Lets go of old events and results, a batch a transaction: a writer never waits for it, and two silos that run it at once share
/// the streams between them.
/// </summary>
/// <param name="session">Where it runs.</param>
/// <param name="clock">By which kept results are over their week.</param>
/// <param name="batch">How many events or results a transaction.</param>
internal sealed class Retention(ReadSession session, DatabaseClock clock, int batch)
{
    private const int StreamPage = 1_000;

    /// <summary>Lets go of events older than an instant, and of results and groups over their time.</summary>
    public async ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var last = 0;
        while (true)
        {
            var after = last;
            var streams = await session.ListAsync(
                () => Statement.Of("Retention/streams").With(after).With(StreamPage),
                row => row.GetInt32(0),
                cancellation).ConfigureAwait(false);
            foreach (var stream in streams)
                await TrimAsync(stream, before, cancellation).ConfigureAwait(false);
            if (streams.Count < StreamPage)
                break;
            last = streams[^1];
        }

        var over = (clock.Now - StoreLimits.ResultLifetime).UtcDateTime;
        await RepeatAsync(
            () => [Statement.Of("Retention/trim_results").With(over, NpgsqlDbType.TimestampTz).With(batch)],
            cancellation).ConfigureAwait(false);
        await session.RunAsync(
            groups =>
            {
                groups.Add(Statement.Of("Retention/trim_groups"));
                return 0;
            },
            cancellation).ConfigureAwait(false);
    }

    private Task TrimAsync(int stream, DateTimeOffset before, CancellationToken cancellation) => RepeatAsync(
        () =>
        [
            Statement.Of("Retention/begin_stream").With(stream),
            Statement.Of("Retention/trim_stream").With(stream).With(before.UtcDateTime, NpgsqlDbType.TimestampTz).With(batch),
        ],
        cancellation);

    /// <summary>Repeats statements until the last one, which answers how many events or results went, fills no batch any more.</summary>
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
        while (gone[0] >= batch);
    }
}
