using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Fetches of events, by whatever protocol they are asked for.</summary>
/// <param name="grains">Reaches groups.</param>
/// <param name="listeners">Finds listeners.</param>
/// <param name="calls">Calls within the patience of callers.</param>
/// <param name="time">The clock.</param>
internal sealed class Fetches(IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls, TimeProvider time)
{
    /// <summary>The longest single wait in a grain: longer ones are strung together (DESIGN.md §3).</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>The grain that serves a listener of the caller's.</summary>
    /// <param name="request">On whose behalf.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async ValueTask<IListenerGroupGrain> GrainOfAsync(
        ApiRequest request, Guid listener, string path, CancellationToken cancellation)
    {
        // Whether it exists, and whether it is another's, is the same answer to who may not know.
        var found = await listeners.FindAsync(listener, cancellation);
        return found is not null && (found.Owner == request.Actor.Uuid || request.Actor.IsAdministrator)
            ? grains.GetListenerGroup(found.Group)
            : throw Refusals.ToException(new Refusal(
                RefusalCode.NotFound, $"You have no listener {listener:D}. event_listener_declare makes one.", path));
    }

    /// <summary>Strings slices of waiting together. The process's end cuts it short: there was nothing by then.</summary>
    /// <param name="grain">Serves the listener.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="fetch">What is fetched, and how long it waits.</param>
    /// <param name="aborted">The caller went away.</param>
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
                // When the activation ends, another is asked for what is left of the slice.
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
                // Nobody waits for the grain's answer any more.
                await either.CancelAsync();
                throw;
            }
        }
    }

    private static TimeSpan Left(TimeSpan span, TimeSpan elapsed) => elapsed < span ? span - elapsed : TimeSpan.Zero;
}
