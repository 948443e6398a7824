using System.Collections.Concurrent;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Known;

/// <summary>
/// The progress of listeners as batches of this process left it, without bitmaps and rows, from which an <c>Expectation</c> is made. Another silo may
/// have written it since, so the server checks the expectation in the transaction that depends on it.
/// </summary>
internal sealed class KnownProgress
{
    /// <summary>How many listeners are kept. At one more all are forgotten, which costs each listener one commit in two stages.</summary>
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<Guid, StoredListener> _listeners = [];

    /// <summary>A listener as it was last seen; null if it was not.</summary>
    public StoredListener? Find(Guid listener) => _listeners.GetValueOrDefault(listener);

    /// <summary>Learns how a committed batch left the listeners that it wrote or rested on.</summary>
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
