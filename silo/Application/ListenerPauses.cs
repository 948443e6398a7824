using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Lets listeners hand nothing out for a while, and go on, by whatever protocol that is asked for.</summary>
/// <param name="grains">Reaches namespaces.</param>
/// <param name="listeners">Finds listeners.</param>
/// <param name="calls">Calls within the patience of callers.</param>
internal sealed class ListenerPauses(IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls)
{
    /// <summary>Pauses a listener.</summary>
    /// <param name="request">On whose behalf.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="reason">Why; null for none.</param>
    /// <param name="path">Where the listener stands in the input.</param>
    /// <param name="cancellation">Ends the search for it, not the work.</param>
    public async ValueTask<ListenerDefinition> PauseAsync(
        ApiRequest request, Guid listener, string? reason, string path, CancellationToken cancellation)
    {
        var grain = await NamespaceOfAsync(listener, path, cancellation);
        return (await calls.RepeatableAsync(() => grain.PauseListenerAsync(request.Actor, listener, reason))).OrThrow();
    }

    /// <summary>Lets a listener go on.</summary>
    /// <param name="request">On whose behalf.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="path">Where the listener stands in the input.</param>
    /// <param name="cancellation">Ends the search for it, not the work.</param>
    public async ValueTask<ListenerResumption> ResumeAsync(
        ApiRequest request, Guid listener, string path, CancellationToken cancellation)
    {
        var grain = await NamespaceOfAsync(listener, path, cancellation);
        return (await calls.CommandAsync(() => grain.ResumeListenerAsync(request.Actor, listener))).OrThrow();
    }

    private async ValueTask<INamespaceGrain> NamespaceOfAsync(
        Guid listener, string path, CancellationToken cancellation)
    {
        var found = await listeners.FindAsync(listener, cancellation)
            ?? throw Refusals.ToException(new Refusal(RefusalCode.NotFound, $"There is no listener {listener:D}.", path));
        return grains.GetGrain<INamespaceGrain>(found.Stream.Namespace);
    }
}
