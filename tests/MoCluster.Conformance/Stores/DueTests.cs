using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores;

/// <summary>Due instants are rows, and each is struck once.</summary>
public sealed class DueTests : StoreTests
{
    [Theory, EveryStore]
    public async Task Due_instants_are_read_earliest_first(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var a = Make.Object();
        var b = Make.Object();
        await host.SucceedAsync(Make.Commit(
            Make.Registration(a, 1) with { Due = [Make.Year(2031), Make.Year(2029)] },
            Make.Registration(b, 1) with { Due = [Make.Year(2030)] }));
        Assert.Equal(
            [new DueInstant(a, Make.Year(2029)), new DueInstant(b, Make.Year(2030))],
            await host.Store.ReadDueAsync(null, Make.Year(2030), 10, Cancellation));
        Assert.Empty(await host.Store.ReadDueAsync(null, Make.Year(2028), 10, Cancellation));
        Assert.Single(await host.Store.ReadDueAsync(null, Make.Year(2040), 1, Cancellation));
    }

    [Theory, EveryStore]
    public async Task Due_instants_are_read_from_after_one_whether_or_not_it_still_exists(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey[] objects = [.. Enumerable.Range(0, 5).Select(_ => Make.Object()).Append(Make.Object("person")).Order()];
        await host.SucceedAsync(Make.Commit(
            [.. objects.Select(key => Make.Registration(key, 1) with { Due = [Make.Year(2029), Make.Year(2030)] })]));
        DueInstant[] all = [.. Enumerable.Range(2029, 2).SelectMany(year => objects.Select(key => new DueInstant(key, Make.Year(year))))];
        for (var place = 0; place < all.Length; place++)
        {
            Assert.Equal(all[(place + 1)..], await host.Store.ReadDueAsync(all[place], Make.Year(2030), 100, Cancellation));
            Assert.Equal(
                all[(place + 1)..].Take(2).Where(due => due.Instant == Make.Year(2029)),
                await host.Store.ReadDueAsync(all[place], Make.Year(2029), 2, Cancellation));
        }

        await host.SucceedAsync(Make.Commit(Make.Event()) with { Struck = [all[2], all[3]] });
        Assert.Equal(all[4..], await host.Store.ReadDueAsync(all[2], Make.Year(2030), 100, Cancellation));
        Assert.Equal(all[4..], await host.Store.ReadDueAsync(all[1], Make.Year(2030), 100, Cancellation));
    }

    [Theory, EveryStore]
    public async Task A_due_instant_is_struck_once_with_its_event(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1) with { Due = [Make.Year(2030), Make.Year(2031)] }));
        var due = new DueInstant(unit, Make.Year(2030));
        Commit Strike() => Make.Commit(Make.Event("due")) with { Struck = [due] };

        await host.SucceedAsync(Make.Asking(new Precondition.DueStands(due)));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.CommitAsync(Strike()))));
        Assert.Single(results, result => result.Committed);
        Assert.All(
            results.Where(result => !result.Committed),
            result => Assert.Equal(new Precondition.DueStands(due), result.Refusal!.Precondition));
        Assert.Single(await host.Store.ReadEventsAsync(Make.Stream, 1, 10, Cancellation));
        Assert.Equal([new DueInstant(unit, Make.Year(2031))], await host.Store.ReadDueAsync(null, Make.Year(2040), 10, Cancellation));
        await host.RefuseAsync(Make.Asking(new Precondition.DueStands(due)));
    }

    [Theory, EveryStore]
    public async Task A_registration_replaces_the_due_instants_of_the_one_before(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1) with { Due = [Make.Year(2030), Make.Year(2031)] }));
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 2) with { Due = [Make.Year(2031), Make.Year(2032)] }));
        Assert.Equal(
            [new DueInstant(unit, Make.Year(2031)), new DueInstant(unit, Make.Year(2032))],
            await host.Store.ReadDueAsync(null, DateTimeOffset.MaxValue, 10, Cancellation));
        await host.RefuseAsync(Make.Commit(Make.Event()) with { Struck = [new DueInstant(unit, Make.Year(2030))] });
    }
}
