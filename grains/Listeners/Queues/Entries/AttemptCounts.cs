namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>How many entries were delivered how often, of those that came back: the most is known without looking at any entry.</summary>
internal sealed class AttemptCounts
{
    private readonly Dictionary<int, int> _entries = [];

    /// <summary>The most deliveries of one entry; 0 when none came back.</summary>
    public int Highest { get; private set; }

    /// <summary>An entry's attempts change; 0 stands for none, and for no entry.</summary>
    public void Change(int former, int attempts)
    {
        if (former == attempts)
            return;
        if (attempts > 0)
        {
            _entries[attempts] = _entries.GetValueOrDefault(attempts) + 1;
            Highest = Math.Max(Highest, attempts);
        }

        if (former <= 0)
            return;
        if (--_entries[former] > 0)
            return;
        _entries.Remove(former);

        // Few different counts stand at a time, and the highest goes seldom.
        if (former == Highest)
            Highest = _entries.Count == 0 ? 0 : _entries.Keys.Max();
    }
}
