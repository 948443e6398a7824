using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>
/// Walks through those who refer to a few objects in ascending order, and reads no more than is needed. It merges the lists of the objects, each of which is read in
/// parts.
/// </summary>
internal sealed class ReferrerMerge
{
    private readonly Dictionary<Guid, Guid?> _open;
    private readonly SortedSet<Guid> _waiting = [];

    /// <summary>Begins.</summary>
    /// <param name="targets">The objects referred to, each once.</param>
    /// <param name="after">Only those who refer with a uuid above this one; null for all.</param>
    public ReferrerMerge(IEnumerable<Guid> targets, Guid? after) => _open = targets.ToDictionary(target => target, _ => after);

    /// <summary>Whether all were taken.</summary>
    public bool IsDone => _open.Count == 0 && _waiting.Count == 0;

    /// <summary>What must be read before more can be taken: the next part of the lists that were read the least far. Empty if all were read.</summary>
    /// <param name="size">About how many to read.</param>
    public (ImmutableArray<ReferrerPlace> Places, int Limit) Next(int size)
    {
        var least = Reached;
        ImmutableArray<ReferrerPlace> places = [.. _open.Where(each => each.Value == least).Select(each => new ReferrerPlace(each.Key, each.Value))];
        return (places, Math.Clamp(size / Math.Max(1, places.Length), 1, StoreLimits.MaxBatch / Math.Max(1, places.Length)));
    }

    /// <summary>Takes what was read.</summary>
    /// <param name="places">The places that were asked for.</param>
    /// <param name="limit">The limit of the read.</param>
    /// <param name="found">Who was found.</param>
    public void Add(ImmutableArray<ReferrerPlace> places, int limit, ImmutableArray<Referrer> found)
    {
        var counts = new Dictionary<Guid, int>();
        foreach (var (target, source) in found)
        {
            _waiting.Add(source);
            _open[target] = source;
            counts[target] = counts.GetValueOrDefault(target) + 1;
        }

        foreach (var place in places)
        {
            if (counts.GetValueOrDefault(place.Target) < limit)
                _open.Remove(place.Target);
        }
    }

    /// <summary>Takes those who come next, ascending, as far as no list can have one that comes before.</summary>
    /// <param name="most">The most to take.</param>
    public ImmutableArray<Guid> Take(int most)
    {
        var least = Reached;
        ImmutableArray<Guid> taken =
        [
            .. _waiting.TakeWhile(uuid => _open.Count == 0 || (least is { } reached && uuid.CompareTo(reached) <= 0)).Take(most),
        ];
        _waiting.ExceptWith(taken);
        return taken;
    }

    /// <summary>How far all lists were read; null if one was not read at all.</summary>
    private Guid? Reached => _open.Count == 0 || _open.Values.Any(after => after is null) ? null : _open.Values.Min();
}
