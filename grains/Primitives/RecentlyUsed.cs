using System.Diagnostics.CodeAnalysis;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// Values that were put or looked for last, under their keys: as many as it is told at least, and no more than twice as many. Threads may
/// share it.
/// </summary>
/// <typeparam name="TKey">By what values are found.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
/// <param name="capacity">How many are kept at least.</param>
public sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private Dictionary<TKey, TValue> _latest = [];
    private Dictionary<TKey, TValue> _before = [];

    /// <summary>Finds a value, which counts as used by that.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The value; null where none is kept.</returns>
    public TValue? Find(TKey key)
    {
        lock (_gate)
        {
            if (!_latest.TryGetValue(key, out var value) && _before.TryGetValue(key, out value))
                Keep(key, value);
            return value;
        }
    }

    /// <summary>Puts a value in the place of the one that is there.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    /// <param name="replaces">Whether it takes the place of the first, which is there; null where it always does.</param>
    public void Put(TKey key, TValue value, Func<TValue, TValue, bool>? replaces = null)
    {
        lock (_gate)
        {
            if (replaces is null || !TryPeek(key, out var current) || replaces(current, value))
                Keep(key, value);
        }
    }

    private bool TryPeek(TKey key, [MaybeNullWhen(false)] out TValue value) =>
        _latest.TryGetValue(key, out value) || _before.TryGetValue(key, out value);

    private void Keep(TKey key, TValue value)
    {
        if (_latest.Count >= capacity)
            (_latest, _before) = ([], _latest);
        _latest[key] = value;
    }
}
