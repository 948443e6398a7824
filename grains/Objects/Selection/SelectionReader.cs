using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection;

/// <summary>Finds objects in a store by selections. It reads the current view of the store; two reads may see different commits.</summary>
/// <param name="store">The store.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="options">The limits.</param>
public sealed class SelectionReader(IObjectStore store, ObjectCatalogue catalogue, SelectionOptions options)
{
    /// <summary>Finds objects, ascending by uuid in the order of <see cref="Guid.CompareTo(Guid)"/>.</summary>
    /// <param name="selection">Says which.</param>
    /// <param name="after">Only objects with a uuid above this one; null for all.</param>
    /// <param name="limit">The most objects to return.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The objects; a refusal if a nested selection finds more than <see cref="SelectionOptions.MaxFound"/>.</returns>
    public ValueTask<Outcome<ImmutableArray<FoundObject>>> ReadAsync(
        ObjectSelection selection, Guid? after, int limit, CancellationToken cancellation) =>
        throw new NotImplementedException($"{store}{catalogue}{options}");

    /// <summary>Finds, for each target, the selected objects that refer to it by a field at some time within the selection's interval.</summary>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field of the selection's type.</param>
    /// <param name="targets">The uuids of the targets.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The objects of each target that has some, ascending by uuid; a refusal if there are more than <see cref="SelectionOptions.MaxFound"/>.</returns>
    public ValueTask<Outcome<IReadOnlyDictionary<Guid, ImmutableArray<FoundObject>>>> ReadByTargetsAsync(
        ObjectSelection selection, FieldDefinition field, IReadOnlyCollection<Guid> targets, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Counts, for each target, what <see cref="ReadByTargetsAsync"/> would find. Without conditions no object is read.</summary>
    /// <param name="selection">Says which objects count.</param>
    /// <param name="field">The field of the selection's type.</param>
    /// <param name="targets">The uuids of the targets.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The count of each target that has some; a refusal if there are more than <see cref="SelectionOptions.MaxFound"/> in all.</returns>
    public ValueTask<Outcome<IReadOnlyDictionary<Guid, int>>> CountByTargetsAsync(
        ObjectSelection selection, FieldDefinition field, IReadOnlyCollection<Guid> targets, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Reads the states of objects as registered at an instant.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="knownAt">The instant.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The states of those objects that had a registration then; that of a deleted object is empty.</returns>
    public ValueTask<IReadOnlyDictionary<ObjectKey, ObjectState>> ReadAtAsync(
        IReadOnlyCollection<ObjectKey> keys, DateTimeOffset knownAt, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
