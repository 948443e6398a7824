using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Fetches events for callers of every protocol.</summary>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="listeners">Finds the group of a listener.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="time">Measures how long a fetch has waited.</param>
internal sealed class Fetches(IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls, TimeProvider time)
{
    /// <summary>The longest wait in one grain call. A fetch that waits longer makes several calls (docs/architecture.md §3).</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>Finds the grain that serves a listener of the caller.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="path">The place of the uuid in the input, for the refusal.</param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <exception cref="RefusedException">The listener does not exist, or belongs to another owner and the caller is no administrator.</exception>
    public async ValueTask<IListenerGroupGrain> GrainOfAsync(
        ApiRequest request, Guid listener, string path, CancellationToken cancellation)
    {
        // The refusal is the same for a missing listener and for one of another owner, so that callers cannot probe for listeners.
        var found = await listeners.FindAsync(listener, cancellation);
        return found is not null && (found.Owner == request.Actor.Uuid || request.Actor.IsAdministrator)
            ? grains.GetListenerGroup(found.Group)
            : throw Refusals.ToException(new Refusal(
                RefusalCode.NotFound, $"You have no listener {listener:D}. event_listener_declare makes one.", path));
    }

    /// <summary>Fetches events as <see cref="WaitAsync"/> does, and none from a listener that the caller does not own (docs/os2mo.md §4.3).</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="fetch">What to fetch and how long to wait.</param>
    /// <param name="aborted">Cancelled when the caller disconnects.</param>
    /// <exception cref="RefusedException">The grain refused or did not answer in time.</exception>
    public async Task<ImmutableArray<Delivery>> OfOwnAsync(ApiRequest request, Fetch fetch, CancellationToken aborted)
    {
        if (await listeners.FindAsync(fetch.Listener, aborted) is not { } found || found.Owner != request.Actor.Uuid)
            return [];
        try
        {
            return await WaitAsync(grains.GetListenerGroup(found.Group), request, fetch, aborted);
        }
        catch (RefusedException gone) when (gone.Refusal.Code == RefusalCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>
    /// Fetches events. If there are none, it waits until there are some or the wait is over. When the process stops, it answers at once with no
    /// events.
    /// </summary>
    /// <param name="grain">The grain that serves the listener.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="fetch">What to fetch and how long to wait.</param>
    /// <param name="aborted">Cancelled when the caller disconnects.</param>
    /// <exception cref="RefusedException">The grain refused or did not answer in time.</exception>
    public async Task<ImmutableArray<Delivery>> WaitAsync(
        IListenerGroupGrain grain, ApiRequest request, Fetch fetch, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, request.Stopping);
        var patience = calls.Patience;
        var started = time.GetTimestamp();
        while (true)
        {
            var left = Left(fetch.Wait, time.GetElapsedTime(started));
            var slice = left > Slice ? Slice : left;
            var sliced = time.GetTimestamp();
            either.CancelAfter(slice + patience);
            try
            {
                // When the activation ends, the call is repeated at the next one, with the rest of the slice.
                var found = (await calls.QueryAsync(
                    () => grain.FetchAsync(request.Actor, fetch with { Wait = Left(slice, time.GetElapsedTime(sliced)) }, either.Token),
                    slice + patience)).OrThrow();
                if (!found.IsEmpty || slice == left || slice == TimeSpan.Zero || request.Stopping.IsCancellationRequested)
                    return found;
            }
            catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
            {
                return [];
            }
            catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
            {
                throw Refusals.ToException(GrainCalls.NoAnswer);
            }
            catch (RefusedException)
            {
                // The caller no longer waits for the grain's answer, so the grain must not hand out events for it.
                await either.CancelAsync();
                throw;
            }
        }
    }

    private static TimeSpan Left(TimeSpan span, TimeSpan elapsed) => elapsed < span ? span - elapsed : TimeSpan.Zero;
}
