using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace MoCluster.Grains.Listeners.Status;

/// <summary>
/// The listeners whose groups are awake in this silo, for who watches it. Groups show themselves, at most once a second and only while
/// something changes, so looking wakes nobody and waits for nobody. May be used from any thread.
/// </summary>
public sealed class AwakeListeners
{
    private readonly ConcurrentDictionary<object, ImmutableArray<AwakeListener>> _groups = [];

    /// <summary>All of them, as they were shown last; in no order.</summary>
    public IEnumerable<AwakeListener> All => _groups.SelectMany(group => group.Value);

    /// <summary>A group shows its listeners.</summary>
    /// <param name="group">Its activation.</param>
    /// <param name="listeners">Its listeners as they are.</param>
    internal void Show(object group, ImmutableArray<AwakeListener> listeners) => _groups[group] = listeners;

    /// <summary>A group is awake no longer.</summary>
    /// <param name="group">Its activation.</param>
    internal void Forget(object group) => _groups.TryRemove(group, out _);
}
