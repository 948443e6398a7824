using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Reads the progress of listeners and their groups.</summary>
public interface IListenerStore
{
    /// <summary>Reads all that a listener group's grain needs to start. The grain reads it after it took its epoch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The state of the group; an empty one if the group was never written.</returns>
    ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation);

    /// <summary>Reads how far listeners have settled their streams.</summary>
    /// <param name="listeners">The listeners: at most <see cref="StoreLimits.MaxBatch"/>, none twice.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>A frontier for each listener that exists, ascending by uuid.</returns>
    ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation);

    /// <summary>
    /// Reads the backlogs of listeners that have an event above their frontier or an entry that waits or is parked, or that are suspended, whether or not
    /// clients fetch from them.
    /// </summary>
    /// <param name="after">Only listeners with a uuid above this one; null for all.</param>
    /// <param name="limit">The most backlogs to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Backlogs, ascending by uuid. If there are fewer than <paramref name="limit"/>, there are no others.</returns>
    ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation);
}
