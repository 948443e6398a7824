using System.Diagnostics.CodeAnalysis;

namespace MoCluster.Grains.Primitives;

/// <summary>
/// A cache of the values that were put or found last: at least <paramref name="capacity"/> of them, and at most twice as many. Threads may share it.
/// </summary>
/// <typeparam name="TKey">The key of a value.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="capacity">How many values are kept at least.</param>
public sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private Dictionary<TKey, TValue> _latest = [];
    private Dictionary<TKey, TValue> _before = [];

    /// <summary>Finds a value. This counts as a use of it.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value; null if none is kept.</returns>
    public TValue? Find(TKey key)
    {
        lock (_gate)
        {
            if (!_latest.TryGetValue(key, out var value) && _before.TryGetValue(key, out value))
                Keep(key, value);
            return value;
        }
    }

    /// <summary>Puts a value, in place of the current one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="replaces">Decides, from the current value and the new one, whether the new one replaces it; null if it always does.</param>
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
