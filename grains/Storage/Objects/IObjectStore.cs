using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>The store as readers of objects see it.</summary>
public interface IObjectStore
{
    /// <summary>The current states of objects.</summary>
    /// <param name="keys">The objects; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>In the order asked for; null where there is no such object.</returns>
    ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation);

    /// <summary>An object's registrations, oldest first.</summary>
    /// <param name="key">The object.</param>
    /// <param name="after">Those with a number above this.</param>
    /// <param name="limit">At most so many, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(ObjectKey key, long after, int limit, CancellationToken cancellation);

    /// <summary>Objects of a type, ascending by uuid.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation);

    /// <summary>Who refers to objects, within an interval.</summary>
    /// <param name="targets">The objects referred to; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="interval">Only references in effect somewhere in it.</param>
    /// <param name="limit">At most so many rows in all.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation);

    /// <summary>Due instants that have come, earliest first, those of one instant by object.</summary>
    /// <param name="after">Only those behind this one in that order; null from the first.</param>
    /// <param name="until">Those not after this.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation);
}
