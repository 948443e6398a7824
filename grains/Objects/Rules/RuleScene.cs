using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Shows rules the objects that they look at, as the mutation leaves them. It also collects what must still hold at the commit: the version of
/// each object that a rule looked at, and that there are no further objects that a rule would have looked at.
/// </summary>
/// <param name="changes">The changes of the mutation.</param>
/// <param name="reads">What the run has read of other objects.</param>
internal sealed class RuleScene(ImmutableArray<ObjectChange> changes, MutationReads reads)
{
    private readonly Dictionary<ObjectKey, ObjectChange> _changed = changes.ToDictionary(change => change.Object);
    private readonly SortedDictionary<ObjectKey, long> _versions = [];
    private readonly List<Precondition> _alone = [];

    /// <summary>What must hold at the commit.</summary>
    public ImmutableArray<Precondition> Preconditions =>
        [.. _versions.Select(Precondition (seen) => new Precondition.ObjectAt(seen.Key, seen.Value)), .. _alone];

    /// <summary>Makes objects known, so that <see cref="Look"/> can show them.</summary>
    /// <param name="objects">The objects.</param>
    public ValueTask ReadAsync(IEnumerable<ObjectKey> objects) => reads.RecallAsync(objects.Where(key => !_changed.ContainsKey(key)));

    /// <summary>Shows an object's state as the mutation leaves it; null when the object does not exist.</summary>
    /// <param name="key">An object that was made known.</param>
    public ObjectState? Look(ObjectKey key)
    {
        if (_changed.TryGetValue(key, out var change))
            return change.After;
        _versions[key] = reads.Row(key)?.Number ?? 0;
        return reads.State(key);
    }

    /// <summary>
    /// Finds and reads the objects of a type that refer to targets by a field within intervals. At the commit no other object may refer to them
    /// so.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="field">The field.</param>
    /// <param name="targets">The targets, with the intervals of each.</param>
    /// <param name="subject">The object under mutation, which is left out.</param>
    /// <returns>The objects that refer to each target; null when there are too many to read.</returns>
    public async ValueTask<ILookup<ObjectKey, ObjectKey>?> ReferrersAsync(
        TypeDefinition type, FieldDefinition field, Dictionary<ObjectKey, ImmutableArray<Validity>> targets, ObjectKey subject)
    {
        var rows = await reads.ReferencesAsync(targets, StoreLimits.MaxBatch);
        if (rows.Length == StoreLimits.MaxBatch)
            return null;
        var referrers = rows.Where(row => !_changed.ContainsKey(row.Source))
            .Concat(changes.SelectMany(change => change.References.Select(reference => new ReferenceRow(change.Object, reference))))
            .Where(row => row.Source.Type == type.Name && row.Source != subject && row.Reference.Field == field.Name
                && targets.TryGetValue(row.Reference.Target, out var intervals) && Intervals.Overlap(intervals, row.Reference.Interval))
            .Select(row => (row.Reference.Target, row.Source)).Distinct().ToLookup(row => row.Target, row => row.Source);
        foreach (var (target, intervals) in targets)
            _alone.Add(new Precondition.ReferencedOnlyBy(target, type.Name, field.Name, intervals, [.. referrers[target], subject]));
        await ReadAsync(referrers.SelectMany(sources => sources));
        return referrers;
    }
}
