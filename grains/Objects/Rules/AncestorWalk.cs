using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Finds whether an acyclic reference of an object that moves leads back to the object at any instant. It walks up the reference, one level
/// at a time. It reads nothing itself: <see cref="Next"/> names the objects that the caller must <see cref="Show"/> next.
/// </summary>
internal sealed class AncestorWalk
{
    private readonly ObjectKey _subject;
    private readonly FieldDefinition _field;
    private Dictionary<ObjectKey, List<Validity>> _level = [];

    /// <summary>Begins a walk at an object.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="field">The acyclic reference.</param>
    /// <param name="added">The object's new references. Those of other fields are ignored.</param>
    public AncestorWalk(ObjectKey subject, FieldDefinition field, IEnumerable<Reference> added)
    {
        _subject = subject;
        _field = field;
        Climb(_level, subject, added, Validity.Always);
    }

    /// <summary>The objects to show next; empty when the walk is over.</summary>
    public ImmutableArray<ObjectKey> Next => Cycle is null ? [.. _level.Keys.Order()] : [];

    /// <summary>How many objects were shown so far. An object that is shown twice counts twice.</summary>
    public int Visited { get; private set; }

    /// <summary>The reference that leads back to the object, with the interval in which it does; null while none was found.</summary>
    public ReferenceRow? Cycle { get; private set; }

    /// <summary>Shows the objects that <see cref="Next"/> named.</summary>
    /// <param name="states">Returns an object's state; null when the object does not exist.</param>
    public void Show(Func<ObjectKey, ObjectState?> states)
    {
        var above = new Dictionary<ObjectKey, List<Validity>>();
        foreach (var (key, intervals) in _level.OrderBy(item => item.Key))
        {
            Visited++;
            if (states(key) is not { } state)
                continue;
            var references = StateReferences.Of(state);
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
