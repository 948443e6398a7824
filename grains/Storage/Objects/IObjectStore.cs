using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>Reads objects, their history, their references and their due instants.</summary>
public interface IObjectStore
{
    /// <summary>Reads the current registrations of objects.</summary>
    /// <param name="keys">The objects; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The registrations in the order of the keys; null for an object that does not exist.</returns>
    ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation);

    /// <summary>Reads the registrations of an object, the oldest first.</summary>
    /// <param name="key">The object.</param>
    /// <param name="after">Only registrations with a number above this one.</param>
    /// <param name="limit">The most registrations to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(ObjectKey key, long after, int limit, CancellationToken cancellation);

    /// <summary>Reads objects of a type, ascending by uuid.</summary>
    /// <param name="query">Selects the objects.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation);

    /// <summary>Reads the references to objects within an interval.</summary>
    /// <param name="targets">The objects referred to; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="interval">Only references that are in effect at some time in it.</param>
    /// <param name="limit">The most references to return, of all objects together.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation);

    /// <summary>Finds the objects that refer to some objects by a field, each once for each target.</summary>
    /// <param name="query">Says which.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The referrers in the order of the targets, then ascending by uuid. A target that has as many as the limit may have more.</returns>
    ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation);

    /// <summary>Finds the objects that hold unique keys.</summary>
    /// <param name="scope">The scope of the keys.</param>
    /// <param name="values">The values; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The holders in the order of the values; null for a value that no object holds.</returns>
    ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation);

    /// <summary>Reads registrations of several objects.</summary>
    /// <param name="query">Says which.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>The registrations in the order of the objects, the oldest first. An object that has as many as the limit may have more.</returns>
    ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation);

    /// <summary>Reads due instants, ascending by instant, then by object.</summary>
    /// <param name="after">Only due instants after this one in that order; null for all.</param>
    /// <param name="until">Only due instants that are not after this.</param>
    /// <param name="limit">The most due instants to return.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation);
}
