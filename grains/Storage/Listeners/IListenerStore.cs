using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>The progress of listeners and their groups.</summary>
public interface IListenerStore
{
    /// <summary>All that a group's grain needs to start: taken after it took its epoch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Its state; an empty one for a group that was never written.</returns>
    ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation);

    /// <summary>How far listeners have settled their streams.</summary>
    /// <param name="listeners">Which; at most <see cref="StoreLimits.MaxBatch"/>, none twice.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>A row for each that exists, ascending by uuid.</returns>
    ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation);

    /// <summary>
    /// What lies before listeners: a page of those that have an event above their frontier, or an entry that waits or is parked, or that
    /// are suspended, whether or not anybody fetches from them.
    /// </summary>
    /// <param name="after">Those with a uuid above this one; null from the first.</param>
    /// <param name="limit">At most so many, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Ascending by uuid; when fewer than <paramref name="limit"/>, there are no others.</returns>
    ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation);
}
