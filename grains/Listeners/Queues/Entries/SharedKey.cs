namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// The entries of a listener group that share a key, over all its listeners. Of each listener, the first of them in order is ready and
/// the others are blocked; while any of them is leased, all others are blocked. So a fetch never looks at entries that it may not give.
/// </summary>
/// <param name="key">The key.</param>
internal sealed class SharedKey(string key)
{
    private KeyLine[] _lines = [];

    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>How many entries have the key.</summary>
    public int Members { get; set; }

    /// <summary>How many of them are leased. More than one only where the key of an entry changed while it was leased.</summary>
    public int Leased { get; set; }

    /// <summary>One more than the highest index of a listener that has, or had, entries with this key.</summary>
    public int Lines => _lines.Length;

    /// <summary>The entries of one listener that have the key.</summary>
    /// <param name="listener">The listener's index in the group.</param>
    public ref KeyLine Line(int listener)
    {
        if (listener >= _lines.Length)
            Array.Resize(ref _lines, listener + 1);
        return ref _lines[listener];
    }
}
