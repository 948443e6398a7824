namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// The entries of a group that share a key, over all its listeners. Of each listener one of them, the first in order, stands among
/// the ready ones, and none while any of them is in somebody's hand: so a fetch never looks at entries that it may not give.
/// </summary>
/// <param name="key">The key.</param>
internal sealed class KeyGroup(string key)
{
    private KeySeat[] _seats = [];

    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>How many entries have it.</summary>
    public int Members { get; set; }

    /// <summary>How many of them are in somebody's hand: one, but for entries whose key changed while they were.</summary>
    public int Held { get; set; }

    /// <summary>How many listeners have, or had, entries here.</summary>
    public int Seats => _seats.Length;

    /// <summary>A listener's seat.</summary>
    /// <param name="listener">Its index in the group.</param>
    public ref KeySeat Seat(int listener)
    {
        if (listener >= _seats.Length)
            Array.Resize(ref _seats, listener + 1);
        return ref _seats[listener];
    }
}
