using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// Set operations on sets of instants. A set is a list of intervals that are ascending, not empty, and neither overlap nor touch. All operations return
/// such lists, and all but <see cref="Union"/> expect them.
/// </summary>
public static class Intervals
{
    /// <summary>The instants that lie in any of the intervals.</summary>
    /// <param name="intervals">Intervals in any order; they may overlap, touch or be empty.</param>
    public static ImmutableArray<Validity> Union(IEnumerable<Validity> intervals)
    {
        var united = ImmutableArray.CreateBuilder<Validity>();
        foreach (var interval in intervals.Where(interval => !interval.IsEmpty).OrderBy(interval => interval.From))
        {
            if (united.Count > 0 && interval.From <= united[^1].To)
                united[^1] = new Validity(united[^1].From, Later(united[^1].To, interval.To));
            else
                united.Add(interval);
        }
        return united.ToImmutable();
    }

    /// <summary>The instants of the first set that do not lie in the second.</summary>
    /// <param name="set">The set to take from.</param>
    /// <param name="removed">The set to take away.</param>
    public static ImmutableArray<Validity> Except(ImmutableArray<Validity> set, ImmutableArray<Validity> removed)
    {
        // Most mutations leave an object active as it was.
        if (set.AsSpan().SequenceEqual(removed.AsSpan()))
            return [];
        var left = ImmutableArray.CreateBuilder<Validity>();
        var next = 0;
        foreach (var interval in set)
        {
            var from = interval.From;
            while (next < removed.Length && removed[next].To <= from)
                next++;
            for (var i = next; i < removed.Length && removed[i].From < interval.To; i++)
            {
                if (from < removed[i].From)
                    left.Add(new Validity(from, removed[i].From));
                from = removed[i].To;
            }
            if (from < interval.To)
                left.Add(new Validity(from, interval.To));
        }
        return left.ToImmutable();
    }

    /// <summary>Whether every instant of the interval is in the set.</summary>
    /// <param name="set">The set; parts that touch count as one.</param>
    /// <param name="interval">The interval; an empty one is in every set.</param>
    public static bool Cover(ImmutableArray<Validity> set, Validity interval)
    {
        if (interval.IsEmpty)
            return true;
        var reached = interval.From;
        foreach (var part in set)
        {
            if (part.From > reached)
                return false;
            if (part.To > reached)
                reached = part.To;
            if (reached >= interval.To)
                return true;
        }
        return false;
    }

    /// <summary>Whether the interval has an instant in common with the set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="interval">The interval.</param>
    public static bool Overlap(ImmutableArray<Validity> set, Validity interval)
    {
        foreach (var part in set)
        {
            if (part.Overlaps(interval))
                return true;
        }
        return false;
    }

    /// <summary>The instants that lie in both of two intervals, which have some in common.</summary>
    internal static Validity Common(Validity one, Validity other) => new(Later(one.From, other.From), Earlier(one.To, other.To));

    /// <summary>The earlier of two instants.</summary>
    internal static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    /// <summary>The later of two instants.</summary>
    internal static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
