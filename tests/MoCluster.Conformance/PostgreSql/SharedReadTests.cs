using System.Collections.Immutable;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>Point reads of objects by many callers share queries, and each caller gets what it asked for.</summary>
public sealed class SharedReadTests : DatabaseTests
{
    private const int Callers = 100;

    [Fact]
    public async Task Reads_that_arrive_while_others_are_under_way_share_the_next_query()
    {
        await using var proxy = new CuttingProxy(await SharedServer.ConnectAsync());
        var options = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(options with { ConnectionString = proxy.ConnectionString, Lanes = 1, Readers = 1 });
        ObjectKey[] units = [.. Enumerable.Range(0, Callers).Select(_ => Make.Object())];
        await SucceedAsync(store, Make.Commit([.. units.Select(unit => Make.Registration(unit, 1, Make.Years(2020)))]));
        await store.ReadObjectsAsync([units[0]], Cancellation);
        await store.ReadObjectsAsync([units[0]], Cancellation);

        var before = proxy.RoundTrips;
        var held = proxy.HoldAnswers();
        var first = store.ReadObjectsAsync([units[0]], Cancellation).AsTask();
        await held;
        using var leaving = new CancellationTokenSource();
        var left = Enumerable.Range(0, 3).Select(i => store.ReadObjectsAsync([units[i]], leaving.Token).AsTask()).ToArray();
        ImmutableArray<ObjectKey>[] wanted = [.. Enumerable.Range(0, Callers).Select(
            i => ImmutableArray.Create(units[i], Make.Object(), units[(i + 1) % Callers], units[i]))];
        var reads = wanted.Select(keys => store.ReadObjectsAsync(keys, Cancellation).AsTask()).ToArray();
        await leaving.CancelAsync();
        proxy.Release();

        Assert.Equal(units[0], Assert.Single(await first)!.Object);
        foreach (var read in left)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        foreach (var (keys, read) in wanted.Zip(reads))
            Assert.Equal([keys[0], null, keys[2], keys[3]], (await read).Select(row => row?.Object));

        // Three queries: the one that was held, the one that waited for its connection, and one for all the others.
        Assert.Equal(3, proxy.RoundTrips - before);
        await SharedServer.DropAsync(options);
    }
}
