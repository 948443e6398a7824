using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Conformance.Stores.Sqlite;

/// <summary>The states of grains in the embedded store.</summary>
public sealed class GrainStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_is_read_as_it_was_written_also_after_a_restart()
    {
        using var database = new FilledDatabase();
        await using (var store = await database.OpenAsync())
        {
            Assert.Null(await store.GrainStates.ReadAsync("test.state", "one", Cancellation));
            Assert.Equal((true, 1), await store.GrainStates.WriteAsync("test.state", "one", null, new byte[] { 1 }));
            Assert.Equal((true, 2), await store.GrainStates.WriteAsync("test.state", "one", 1, new byte[] { 1, 2 }));
            Assert.Equal((true, 1), await store.GrainStates.WriteAsync("test.other", "one", null, Array.Empty<byte>()));
        }

        await using var again = await database.OpenAsync();
        Assert.Equal("2: 0102", await ShowAsync(again, "test.state"));
        Assert.Equal("1: ", await ShowAsync(again, "test.other"));
        Assert.Null(await again.GrainStates.ReadAsync("test.state", "other", Cancellation));
    }

    [Fact]
    public async Task One_of_many_concurrent_writers_wins_also_within_one_transaction()
    {
        using var database = new FilledDatabase();
        await using var store = await database.OpenAsync();
        long? tag = null;
        for (var round = 0; round < 20; round++)
        {
            var commit = store.CommitAsync(Make.Commit(Make.Event()));
            var writes = await Task.WhenAll(Enumerable.Range(0, 16)
                .Select(writer => store.GrainStates.WriteAsync("test.state", "one", tag, new[] { (byte)writer }).AsTask()));
            var winner = Assert.Single(Enumerable.Range(0, 16), writer => writes[writer].Written);
            Assert.All(writes, write => Assert.Equal((tag ?? 0) + 1, write.Tag));
            tag = writes[winner].Tag;
            Assert.Equal($"{tag}: {winner:x2}", await ShowAsync(store, "test.state"));
            Assert.True((await commit).Committed);
        }
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_who_read_it_before_cannot_write_it_back()
    {
        using var database = new FilledDatabase();
        await using (var store = await database.OpenAsync())
        {
            await store.GrainStates.WriteAsync("test.state", "one", null, new byte[] { 1 });
            Assert.Equal((true, 2), await store.GrainStates.WriteAsync("test.state", "one", 1, null));
            Assert.Equal((false, 2), await store.GrainStates.WriteAsync("test.state", "one", 1, new byte[] { 1 }));
            Assert.Equal((false, 2), await store.GrainStates.WriteAsync("test.state", "one", null, new byte[] { 1 }));
        }

        await using var again = await database.OpenAsync();
        Assert.Equal("2: cleared", await ShowAsync(again, "test.state"));
        Assert.Equal((true, 3), await again.GrainStates.WriteAsync("test.state", "one", 2, new byte[] { 7 }));
    }

    [Fact]
    public async Task A_damaged_state_is_neither_read_nor_replaced_and_stops_nobody_else()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        FilledDatabase.Change(database.File, "UPDATE grain_state SET state = x'FF'");
        await using var store = await database.OpenAsync();
        await Assert.ThrowsAsync<SqliteDamagedException>(() => store.GrainStates.ReadAsync("test.state", "one", Cancellation).AsTask());
        await Assert.ThrowsAsync<SqliteDamagedException>(() => store.GrainStates.WriteAsync("test.state", "one", 1, new byte[] { 1 }).AsTask());
        Assert.True((await store.CommitAsync(Make.Commit(Make.Event()))).Committed);
    }

    private static async Task<string> ShowAsync(SqliteStore store, string name) =>
        await store.GrainStates.ReadAsync(name, "one", Cancellation) is { } stored
            ? $"{stored.Tag}: {(stored.State is { } state ? Convert.ToHexStringLower(state.Span) : "cleared")}"
            : "none";
}
