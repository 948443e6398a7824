using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace MoCluster.Grains.Listeners.Status;

/// <summary>
/// The listeners whose groups are awake in this silo, for metrics. Groups report here, at most once a second and only while something
/// changes, so reading this wakes no group and waits for none. May be used from any thread.
/// </summary>
public sealed class AwakeListeners
{
    private readonly ConcurrentDictionary<object, ImmutableArray<AwakeListener>> _groups = [];

    /// <summary>All of them, as they were reported last, in no particular order.</summary>
    public IEnumerable<AwakeListener> All => _groups.SelectMany(group => group.Value);

    /// <summary>Shows the listeners of a group.</summary>
    /// <param name="group">The group's activation.</param>
    /// <param name="listeners">Its listeners as they are now.</param>
    internal void Show(object group, ImmutableArray<AwakeListener> listeners) => _groups[group] = listeners;

    /// <summary>Removes a group that is not awake any more.</summary>
    /// <param name="group">The group's activation.</param>
    internal void Forget(object group) => _groups.TryRemove(group, out _);
}
