using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Loads the registrations of objects, those of many objects at once.</summary>
internal sealed class RegistrationLoader
{
    private readonly SelectionReader _reader;
    private readonly BatchLoader<ObjectKey, ImmutableArray<HistoryRow>> _loader;

    /// <summary>Makes the loader.</summary>
    /// <param name="reader">Reads histories.</param>
    public RegistrationLoader(SelectionReader reader)
    {
        _reader = reader;
        _loader = new BatchLoader<ObjectKey, ImmutableArray<HistoryRow>>(
            "registrations of objects", (keys, context) => LoadAsync(keys, context.CancellationToken), StoreLimits.MaxBatch);
    }

    /// <summary>Loads all registrations of an object, oldest first.</summary>
    /// <param name="context">The field that needs them.</param>
    /// <param name="key">The object.</param>
    public async ValueTask<ImmutableArray<HistoryRow>> LoadAsync(FieldContext context, ObjectKey key) =>
        await context.LoadAsync(_loader, key) is { IsDefault: false } rows ? rows : [];

    /// <summary>Loads all registrations of objects, those of each oldest first.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The registrations of each object that has some.</returns>
    public async ValueTask<IReadOnlyDictionary<ObjectKey, ImmutableArray<HistoryRow>>> LoadAsync(
        IReadOnlyList<ObjectKey> keys, CancellationToken cancellation) => (await StoreReads.ReadAsync(
            _reader.ReadHistoriesAsync([.. keys], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, cancellation))).OrThrow();
}
