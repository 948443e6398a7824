using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Pauses and resumes listeners for callers of every protocol.</summary>
/// <param name="grains">Gives the grains of namespaces.</param>
/// <param name="listeners">Finds the namespace of a listener.</param>
/// <param name="calls">Calls the grains.</param>
internal sealed class ListenerPauses(IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls)
{
    /// <summary>Pauses a listener: it hands out no events until it is resumed.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="reason">The reason, for people; null for none.</param>
    /// <param name="path">The place of the uuid in the input, for the refusal.</param>
    /// <param name="cancellation">Cancels the search for the listener, not the change.</param>
    /// <exception cref="RefusedException">The listener does not exist, or is not the caller's.</exception>
    public async ValueTask<ListenerDefinition> PauseAsync(
        ApiRequest request, Guid listener, string? reason, string path, CancellationToken cancellation)
    {
        var grain = await NamespaceOfAsync(listener, path, cancellation);
        return (await calls.RepeatableAsync(() => grain.PauseListenerAsync(request.Actor, listener, reason))).OrThrow();
    }

    /// <summary>Resumes a listener that is paused or suspended.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="path">The place of the uuid in the input, for the refusal.</param>
    /// <param name="cancellation">Cancels the search for the listener, not the change.</param>
    /// <exception cref="RefusedException">The listener does not exist, or is not the caller's.</exception>
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
