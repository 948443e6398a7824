using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>
/// Reads all that refer to many objects in few reads, though one read gives only so many of each. A round asks for all objects that may have more; the
/// fewer they are, the more of each it asks for.
/// </summary>
internal sealed class ReferrerRounds
{
    private readonly Queue<ReferrerPlace> _open;

    /// <summary>Begins.</summary>
    /// <param name="targets">The objects referred to, each once.</param>
    /// <param name="after">Only those who refer with a uuid above this one; null for all.</param>
    public ReferrerRounds(IEnumerable<Guid> targets, Guid? after) => _open = new Queue<ReferrerPlace>(targets.Select(target => new ReferrerPlace(target, after)));

    /// <summary>Whether all were read.</summary>
    public bool IsDone => _open.Count == 0;

    /// <summary>Takes what the next round asks for.</summary>
    public (ImmutableArray<ReferrerPlace> Places, int Limit) Next()
    {
        var count = Math.Min(_open.Count, StoreLimits.MaxBatch);
        ImmutableArray<ReferrerPlace> places = [.. Enumerable.Range(0, count).Select(_ => _open.Dequeue())];
        return (places, StoreLimits.MaxBatch / Math.Max(1, count));
    }

    /// <summary>Takes the answer of a round.</summary>
    /// <param name="limit">The limit of the round.</param>
    /// <param name="found">Who was found.</param>
    public void Add(int limit, ImmutableArray<Referrer> found)
    {
        for (var begin = 0; begin < found.Length;)
        {
            var end = begin + 1;
            while (end < found.Length && found[end].Target == found[begin].Target)
                end++;
            if (end - begin == limit)
                _open.Enqueue(new ReferrerPlace(found[begin].Target, found[end - 1].Source));
            begin = end;
        }
    }
}
