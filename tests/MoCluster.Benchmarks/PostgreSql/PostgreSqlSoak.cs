using System.Diagnostics;
using System.Globalization;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// Does hours of steady work in minutes, and reports how large tables grow with the usual retention and autovacuum. A short version is a
/// test (<c>GrowthTests</c>). <c>MOCLUSTER_SOAK_MINUTES</c> sets the duration.
/// </summary>
internal static class PostgreSqlSoak
{
    private const int Users = 8;
    private const int Turns = 50;

    public static async Task RunAsync(Report report)
    {
        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        var minutes = int.TryParse(
            Environment.GetEnvironmentVariable("MOCLUSTER_SOAK_MINUTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 10;
        await using var server = await PrivateServer.StartAsync();
        var options = new PostgreSqlOptions { ConnectionString = server.ConnectionString };
        await using var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, null, CancellationToken.None);
        var users = await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => SteadyUser.DeclareAsync(store)));
        var watch = Stopwatch.StartNew();
        var turns = 0L;
        for (var minute = 1; minute <= minutes; minute++)
        {
            var end = TimeSpan.FromMinutes(minute);
            await Task.WhenAll(users.Select(user => Task.Run(async () =>
            {
                while (watch.Elapsed < end)
                {
                    await user.WorkAsync(Turns);
                    Interlocked.Add(ref turns, Turns);
                }
            })));
            await store.TrimAsync(store.Now, CancellationToken.None);
            await ReportAsync(report, options, minute, turns);
        }
    }

    private static async Task ReportAsync(Report report, PostgreSqlOptions options, int minute, long turns)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var command = source.CreateCommand(
            $"""
            SELECT relname, pg_total_relation_size(relid) / 1024.0 / 1024, n_live_tup, n_dead_tup, autovacuum_count
            FROM pg_stat_user_tables WHERE schemaname = '{options.Schema}' ORDER BY 2 DESC LIMIT 6
            """);
        await using var reader = await command.ExecuteReaderAsync();
        report.Figure($"minute {minute}: events so far", turns * SteadyUser.EventsATurn, "events", note: $"{turns * SteadyUser.CommitsATurn:#,0} commits; object_registration is history, which is kept");
        while (await reader.ReadAsync())
        {
            report.Figure(
                $"  {reader.GetString(0)}", (double)reader.GetDecimal(1), "MiB",
                note: $"{reader.GetInt64(2):#,0} live, {reader.GetInt64(3):#,0} dead rows, {reader.GetInt64(4)} vacuums");
        }
    }
}
