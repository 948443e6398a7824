using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>Two stores on one database, as in two silos.</summary>
public sealed class TwoStoresTests : DatabaseTests
{
    [Fact]
    public async Task Both_write_the_same_streams_and_numbers_have_no_gaps()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options with { MaxGroupCommits = 3 });
        var load = new CheckedLoad();
        var reading = ReadAsync(one, () => load.Acknowledged >= 6_000);
        await Task.WhenAll(
            load.RunAsync(one, 8, () => load.Acknowledged >= 6_000),
            load.RunAsync(other, 8, () => load.Acknowledged >= 6_000));

        Assert.Equal((0, 0), (load.Unavailable, load.Unknown));
        await load.CheckAsync(stream => LogAsync(other, stream));
        await reading;
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_stale_epoch_is_fenced_by_the_other_store()
    {
        var options = await SharedServer.OptionsAsync();
        await using var stale = await OpenAsync(options);
        await using var current = await OpenAsync(options);
        var listener = Make.Listener();
        await SucceedAsync(stale, Make.Commit(new DefinitionWrite.PutListener(listener)));
        Assert.Equal([1], (await SucceedAsync(stale, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }))).Epochs);
        await SucceedAsync(stale, Make.Commit(Make.Events(10)));
        Commit Settle(long epoch, long frontier) =>
            Make.Commit(Make.Progress(listener, epoch, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier }));

        await SucceedAsync(stale, Settle(1, 1));
        Assert.Equal([2], (await SucceedAsync(current, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }))).Epochs);
        var results = await Task.WhenAll(Enumerable.Range(2, 8).Select(frontier => stale.CommitAsync(Settle(1, frontier)).AsTask()));
        Assert.All(results, result => Assert.Equal(new Precondition.GroupAt(listener.Group, 1), result.Refusal?.Precondition));
        await SucceedAsync(current, Settle(2, 5));
        Assert.Equal(5, Assert.Single((await stale.ReadGroupAsync(listener.Group, Cancellation)).Listeners).Frontier);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task Epochs_versions_and_keys_are_given_to_one_of_both_stores()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        PostgreSqlPair stores = new(one, other);
        var group = Guid.NewGuid();
        var epochs = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => SucceedAsync(stores[i], Make.Commit(new GroupWrite { Group = group, TakeEpoch = true }))));
        Assert.Equal(Enumerable.Range(1, 40).Select(epoch => (long)epoch), epochs.Select(result => result.Epochs[0]).Order());

        var unit = Make.Object();
        var created = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => stores[i].CommitAsync(Make.Commit(Make.Registration(unit, 1))).AsTask()));
        Assert.Single(created, result => result.Committed);
        var key = new UniqueKey("person.cpr_number", "0101010101");
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => stores[i].CommitAsync(Make.Commit(Make.Registration(Make.Object("person"), 1) with { Keys = [key] })).AsTask()));
        Assert.Single(taken, result => result.Committed);
        Assert.All(taken.Where(result => !result.Committed), result => Assert.IsType<Precondition.KeyFree>(result.Refusal!.Precondition));
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task Each_due_instant_is_struck_by_one_of_both_stores()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options with { MaxGroupCommits = 7 });
        var units = Enumerable.Range(0, 200).Select(_ => Make.Object()).ToArray();
        await SucceedAsync(one, Make.Commit([.. units.Select(unit => Make.Registration(unit, 1) with { Due = [Make.Year(2030)] })]));
        Task<CommitResult> Strike(IStore store, ObjectKey unit) => store.CommitAsync(
            Make.Commit(Make.Event(unit.Uuid.ToString())) with { Struck = [new DueInstant(unit, Make.Year(2030))] }).AsTask();

        // From both ends, so that they meet.
        var results = await Task.WhenAll(
            [.. units.Select(unit => Strike(one, unit)), .. units.Reverse().Select(unit => Strike(other, unit))]);
        Assert.Equal(units.Length, results.Count(result => result.Committed));
        Assert.Equal(units.Select(unit => unit.Uuid.ToString()).Order(), (await LogAsync(one)).Select(record => record.Subject).Order());
        Assert.Empty(await other.ReadDueAsync(null, Make.Year(2040), 10, Cancellation));
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task References_in_every_direction_never_deadlock()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        PostgreSqlPair stores = new(one, other);
        var units = Enumerable.Range(0, 12).Select(_ => Make.Object()).ToArray();
        await SucceedAsync(one, Make.Commit([.. units.Select(unit => Make.Registration(unit, 1, Make.Years(2000)))]));
        var before = await DeadlocksAsync(options);

        // Each commit writes one unit and refers to three others, so it takes locks of both modes on the same few rows.
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            var committed = 0;
            for (var i = 0; i < 60; i++)
            {
                var chosen = units.OrderBy(_ => random.Next()).Take(4).ToArray();
                var row = (await stores[writer].ReadObjectsAsync([chosen[0]], Cancellation))[0]!;
                var write = Make.Registration(chosen[0], row.Number + 1, Make.Years(2000)) with
                {
                    References = [.. chosen[1..].Select(target => Make.Reference(target, Make.Years(2010 + i, 2011 + i)))],
                };
                committed += (await stores[writer].CommitAsync(Make.Commit(write) with { Events = [Make.Event()] })).Committed ? 1 : 0;
            }

            return committed;
        })));

        Assert.InRange(won.Sum(), 60, 16 * 60);
        Assert.Equal(won.Sum(), (await LogAsync(one)).Count);
        Assert.Equal(won.Sum() + units.Length, (await one.ReadObjectsAsync([.. units], Cancellation)).Sum(row => row!.Number));
        Assert.Equal(before, await DeadlocksAsync(options));
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_target_ends_or_gets_a_reference_but_never_both()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        for (var round = 0; round < 30; round++)
        {
            ObjectKey target = Make.Object(), source = Make.Object("person");
            await SucceedAsync(one, Make.Commit(Make.Registration(target, 1, Make.Years(2020))));
            var results = await Task.WhenAll(
                one.CommitAsync(Make.Commit(Make.Registration(target, 2, Make.Years(2020, 2025)))).AsTask(),
                other.CommitAsync(Make.Commit(Make.Registration(source, 1, Make.Years(2020)) with
                {
                    References = [Make.Reference(target, Make.Years(2020))],
                })).AsTask());
            Assert.Single(results, result => result.Committed);
        }

        await SharedServer.DropAsync(options);
    }

    private static async Task ReadAsync(PostgreSqlStore store, Func<bool> stop)
    {
        // A reader that has read up to n never finds anything new at or below n.
        var read = CheckedLoad.Streams.ToDictionary(stream => stream, _ => 0L);
        while (!stop())
        {
            foreach (var stream in CheckedLoad.Streams)
            {
                foreach (var record in await store.ReadEventsAsync(stream, read[stream] + 1, 500, Cancellation))
                    Assert.Equal(++read[stream], record.Number);
            }
        }
    }

    private static async Task<long> DeadlocksAsync(PostgreSqlOptions options) =>
        (long)(await ExecuteAsync(options, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))!;

    private sealed record PostgreSqlPair(IStore One, IStore Other)
    {
        public IStore this[int i] => i % 2 == 0 ? One : Other;
    }
}
