using System.Collections.Immutable;

namespace MoCluster.Stores.Memory.State;

/// <summary>Compares the short lists that follow from an object's state: its user keys, unique keys and due instants.</summary>
internal static class ShortLists
{
    /// <summary>The items that are not in the other list. Mostly the lists are the same.</summary>
    public static ImmutableArray<T> Without<T>(this ImmutableArray<T> items, ImmutableArray<T> others)
        where T : IEquatable<T> => others.IsEmpty ? items : items.AsSpan().SequenceEqual(others.AsSpan()) ? [] : [.. items.Except(others)];
}
