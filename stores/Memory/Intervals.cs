using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.Memory;

/// <summary>Arithmetic of ascending, disjoint intervals.</summary>
internal static class Intervals
{
    /// <summary>Whether every instant of an interval lies in one of the parts; parts that touch count as one.</summary>
    public static bool Cover(ImmutableArray<Validity> parts, Validity interval)
    {
        if (interval.IsEmpty)
            return true;

        var reached = interval.From;
        foreach (var part in parts)
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

    /// <summary>Whether any of the parts has an instant in common with an interval.</summary>
    public static bool Overlap(ImmutableArray<Validity> parts, Validity interval)
    {
        foreach (var part in parts)
        {
            if (part.Overlaps(interval))
                return true;
        }

        return false;
    }

    /// <summary>What lies in <paramref name="former"/> and no longer in <paramref name="present"/>.</summary>
    public static ImmutableArray<Validity> Except(ImmutableArray<Validity> former, ImmutableArray<Validity> present)
    {
        if (former.IsEmpty || former == present)
            return [];

        var left = ImmutableArray.CreateBuilder<Validity>();
        foreach (var part in former)
        {
            var from = part.From;
            foreach (var kept in present)
            {
                if (kept.To <= from)
                    continue;
                if (kept.From >= part.To)
                    break;
                if (kept.From > from)
                    left.Add(new Validity(from, kept.From));
                from = kept.To;
            }

            if (from < part.To)
                left.Add(new Validity(from, part.To));
        }

        return left.ToImmutable();
    }
}
