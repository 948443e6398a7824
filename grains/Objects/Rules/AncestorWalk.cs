using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Walks up an acyclic reference of an object that moves, a level at a time, and finds whether it leads back to the object at any
/// instant. Reads nothing itself: it says which objects it must be shown next.
/// </summary>
internal sealed class AncestorWalk
{
    private readonly ObjectKey _subject;
    private readonly FieldDefinition _field;
    private Dictionary<ObjectKey, List<Validity>> _level = [];

    /// <summary>Begins at an object.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="field">The acyclic reference.</param>
    /// <param name="added">The references that are new; those of other fields are passed over.</param>
    public AncestorWalk(ObjectKey subject, FieldDefinition field, IEnumerable<Reference> added)
    {
        _subject = subject;
        _field = field;
        Climb(_level, subject, added, Validity.Always);
    }

    /// <summary>The objects to be shown next; empty when the walk is over.</summary>
    public ImmutableArray<ObjectKey> Next => Cycle is null ? [.. _level.Keys.Order()] : [];

    /// <summary>How many objects were asked for so far, each time that they were.</summary>
    public int Visited { get; private set; }

    /// <summary>The reference that leads back, with the stretch of time; null while none was found.</summary>
    public ReferenceRow? Cycle { get; private set; }

    /// <summary>Shows the objects that <see cref="Next"/> named.</summary>
    /// <param name="states">Their states; null for those that are not there.</param>
    public void Show(Func<ObjectKey, ObjectState?> states)
    {
        var above = new Dictionary<ObjectKey, List<Validity>>();
        foreach (var (key, intervals) in _level.OrderBy(item => item.Key))
        {
            Visited++;
            if (states(key) is not { } state)
                continue;
            var references = Derivation.References(state);
            foreach (var interval in Intervals.Union(intervals))
                Climb(above, key, references, interval);
        }
        _level = above;
    }

    private void Climb(Dictionary<ObjectKey, List<Validity>> above, ObjectKey from, IEnumerable<Reference> references, Validity within)
    {
        foreach (var reference in references)
        {
            if (reference.Field != _field.Name || !reference.Interval.Overlaps(within))
                continue;
            var both = Intervals.Common(reference.Interval, within);
            if (reference.Target == _subject)
                Cycle ??= new ReferenceRow(from, reference with { Interval = both });
            if (!above.TryGetValue(reference.Target, out var intervals))
                above.Add(reference.Target, intervals = []);
            intervals.Add(both);
        }
    }
}
