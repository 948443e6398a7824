using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>
/// The disk space of a listener and a publisher: with retention and vacuum running, tables stop growing although rows are written on and
/// on. The test vacuums itself, because autovacuum comes when it likes; <c>./mo bench -- postgres-soak</c> runs longer, with autovacuum.
/// </summary>
public sealed class GrowthTests(ITestOutputHelper output) : DatabaseTests
{
    private const int Rounds = 4;
    private const int TurnsARound = 360;
    private const int Writers = 6;

    /// <summary>Large events as well, whose event blocks do not fit into a row.</summary>
    private const int Publications = 40;

    private const int EventsAPublication = 2_000;

    /// <summary>Tables that are kept for ever by design: they grow with every registration.</summary>
    private const string History = "object_registration";

    /// <summary>A table below this size is a few pages, and vacuum has nothing to reclaim.</summary>
    private const long Small = 1 << 20;

    [Fact]
    public async Task Tables_stop_growing_when_retention_and_vacuum_run()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        await using var server = await PrivateServer.StartAsync("autovacuum=off");
        var options = (await SharedServer.OptionsAsync()) with { ConnectionString = server.ConnectionString };
        await using var store = await OpenAsync(options);
        var users = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => SteadyUser.DeclareAsync(store)));
        var rounds = new List<Dictionary<string, long>>();
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(users.Select(user => Task.Run(() => user.WorkAsync(TurnsARound / Writers))));
            for (var publication = 0; publication < Publications; publication++)
                await SucceedAsync(store, Make.Commit(Make.Events(EventsAPublication)));
            await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
            await ExecuteAsync(options, "VACUUM");
            rounds.Add(await SizesAsync(options));
        }

        foreach (var (table, last) in rounds[^1].Where(table => table.Key != History))
        {
            var middle = rounds[(Rounds / 2) - 1].GetValueOrDefault(table);
            output.WriteLine($"{table}: {string.Join(' ', rounds.Select(sizes => sizes.GetValueOrDefault(table) / 1024))} KiB");
            Assert.True(last <= Math.Max(Small, middle * 3 / 2), $"{table} grew from {middle} to {last} bytes although as many rows were deleted as written.");
        }
    }

    private static async Task<Dictionary<string, long>> SizesAsync(PostgreSqlOptions options)
    {
        var sizes = new Dictionary<string, long>();
        await using var source = Source(options);
        await using var command = source.CreateCommand(
            "SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables WHERE schemaname = current_schema()");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            sizes.Add(reader.GetString(0), reader.GetInt64(1));
        return sizes;
    }
}
