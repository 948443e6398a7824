using System.Collections.Concurrent;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Batches;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>
/// Listeners as the groups of this process left them, without pages and rows. Nothing rests on it: who writes on it has the server hold him
/// to it (<see cref="Expectation"/>), and another silo may have written since.
/// </summary>
internal sealed class KnownProgress
{
    /// <summary>So many it knows; with one more it begins anew, which costs each listener one commit of two stages.</summary>
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<Guid, StoredListener> _listeners = [];

    /// <summary>A listener as it was last seen; null for one that was not.</summary>
    public StoredListener? Find(Guid listener) => _listeners.GetValueOrDefault(listener);

    /// <summary>Learns how a group that became true left the listeners it wrote or rested on.</summary>
    public void Learn(IEnumerable<StoredListener> listeners)
    {
        foreach (var listener in listeners)
        {
            if (_listeners.Count >= Capacity)
                _listeners.Clear();
            _listeners[listener.Definition.Uuid] = listener with { Bitmaps = StoredListener.NoBitmaps, Rows = StoredListener.NoRows };
        }
    }
}
