using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>How many round trips to the server a store makes, counted on the wire.</summary>
public sealed class RoundTripTests : DatabaseTests
{
    [Fact]
    public async Task Reads_and_commits_on_known_state_take_one_round_trip_and_other_commits_two()
    {
        await using var proxy = new CuttingProxy(await SharedServer.ConnectAsync());
        var options = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(options with { ConnectionString = proxy.ConnectionString, CommitConnections = 1, Readers = 1 });
        var listener = Make.Listener();
        var unit = Make.Object();
        await SucceedAsync(store, Make.Commit(new DefinitionWrite.PutNamespace(new NamespaceDefinition("n", Guid.NewGuid(), true, 1))));
        await SucceedAsync(store, Make.Commit(new DefinitionWrite.PutListener(listener)));
        await SucceedAsync(store, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        await SucceedAsync(store, Make.Commit(Make.Registration(unit, 1, Make.Years(2020))));
        var (settled, registered) = (0L, 1L);

        async Task CountAsync(int expected, Func<Task> work)
        {
            // The first calls also connect and look up the ids of streams.
            await work();
            await work();
            var before = proxy.RoundTrips;
            await work();
            Assert.Equal(expected, proxy.RoundTrips - before);
        }

        await CountAsync(1, () => SucceedAsync(store, Make.Commit(Make.Events(50))));

        // What a publication names is expected, and the server checks the batch against it.
        await CountAsync(1, () => SucceedAsync(store, Make.Commit(Make.Events(50)) with { Preconditions = [new Precondition.NamespaceAt("n", 1)] }));
        // So is what this process wrote last.
        await CountAsync(1, () => SucceedAsync(store, Make.Commit(
            Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = ++settled, Bitmaps = [Make.Bitmap(20)] }))));
        await CountAsync(1, () => SucceedAsync(store, Make.Commit(Make.Registration(unit, ++registered, Make.Years(2020))) with
        {
            Events = [Make.Event()],
        }));
        await CountAsync(1, () => SucceedAsync(store, Make.Commit(Make.Registration(Make.Object(), 1, Make.Years(2020)) with
        {
            References = [Make.Reference(unit, Make.Years(2020))],
        })));

        // Deliveries travel with the commit that writes them. Nothing is read before they change.
        var trigger = Guid.NewGuid();
        await CountAsync(1, () => SucceedAsync(store, Make.Commit(Make.Registration(unit, ++registered, Make.Years(2020))) with
        {
            Deliveries = [new DeliveryWrite(trigger, unit, [1])],
        }));
        var waiting = new Queue<DeliveryRow>(await store.ListDeliveriesAsync(new DeliveryQuery(trigger, false, 10), Cancellation));
        await CountAsync(1, () => SucceedAsync(store, Make.Commit(Make.Events(1)) with { DeliveryChanges = [new DeliveryChange.Delivered(waiting.Dequeue().Key)] }));
        await CountAsync(1, async () => await store.ReadDueDeliveriesAsync(trigger, store.Now, 10, Cancellation));

        // The references to an object within the interval that it loses have to be read.
        var lonely = Make.Object();
        await SucceedAsync(store, Make.Commit(Make.Registration(lonely, 1, Make.Years(2000))));
        var lost = 1;
        await CountAsync(2, () => SucceedAsync(store, Make.Commit(Make.Registration(lonely, ++lost, Make.Years(2000 + lost)))));
        await CountAsync(1, async () => await store.ReadGroupAsync(listener.Group, Cancellation));
        await CountAsync(1, async () => await store.ReadObjectsAsync([unit], Cancellation));
        await CountAsync(1, async () => await store.ReadRegistrationsAsync(unit, 0, 100, Cancellation));
        await CountAsync(1, async () => await store.ListObjectsAsync(new ObjectQuery("org_unit", 100), Cancellation));
        await CountAsync(1, async () => await store.ReadEventsAsync(Make.Stream, 1, 100, Cancellation));
        await CountAsync(1, async () => await store.ReadHeadsAsync(default, Cancellation));
        await CountAsync(1, async () => await store.ReadDueAsync(null, store.Now, 100, Cancellation));
        await SharedServer.DropAsync(options);
    }
}
