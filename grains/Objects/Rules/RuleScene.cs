using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// The objects that rules look at, as the mutation leaves them behind, and what must still hold at its commit for what the rules found: the
/// version of each object that they looked at, and that no others have come that they would have looked at.
/// </summary>
/// <param name="changes">What the mutation makes of the objects that it changes.</param>
/// <param name="reads">By which it sees the others.</param>
internal sealed class RuleScene(ImmutableArray<ObjectChange> changes, MutationReads reads)
{
    private readonly Dictionary<ObjectKey, ObjectChange> _changed = changes.ToDictionary(change => change.Object);
    private readonly SortedDictionary<ObjectKey, long> _versions = [];
    private readonly List<Precondition> _alone = [];

    /// <summary>What must hold at the commit.</summary>
    public ImmutableArray<Precondition> Preconditions =>
        [.. _versions.Select(Precondition (seen) => new Precondition.ObjectAt(seen.Key, seen.Value)), .. _alone];

    /// <summary>Sees to it that objects can be looked at.</summary>
    /// <param name="objects">The objects.</param>
    public ValueTask ReadAsync(IEnumerable<ObjectKey> objects) => reads.RecallAsync(objects.Where(key => !_changed.ContainsKey(key)));

    /// <summary>Looks at an object; null when there is none.</summary>
    /// <param name="key">An object that was read.</param>
    public ObjectState? Look(ObjectKey key)
    {
        if (_changed.TryGetValue(key, out var change))
            return change.After;
        _versions[key] = reads.Row(key)?.Number ?? 0;
        return reads.State(key);
    }

    /// <summary>
    /// Finds and reads the objects of a type, one aside, that refer to others by a field within intervals. At the commit nobody else may.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="field">The field.</param>
    /// <param name="targets">To which objects they refer, and within which intervals.</param>
    /// <param name="subject">The object that is not among them.</param>
    /// <returns>For each target those that refer to it; null when there are too many to be read.</returns>
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
