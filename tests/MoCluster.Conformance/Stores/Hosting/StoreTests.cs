using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>The base of the tests of stores.</summary>
public abstract class StoreTests
{
    /// <summary>Ends reads when the test is cancelled.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Declares a listener and takes the first epoch of its group.</summary>
    protected static async Task<ListenerDefinition> ListenAsync(StoreHost host, ListenerDefinition? listener = null)
    {
        listener ??= Make.Listener();
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(listener)));
        await host.SucceedAsync(Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        return listener;
    }

    /// <summary>Reads everything stored about a listener.</summary>
    protected static async Task<ListenerState> ReadAsync(StoreHost host, ListenerDefinition listener)
    {
        var group = await host.Store.ReadGroupAsync(listener.Group, Cancellation);
        return Assert.Single(group.Listeners, state => state.Definition.Uuid == listener.Uuid);
    }
}
