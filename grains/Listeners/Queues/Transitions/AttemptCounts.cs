namespace MoCluster.Grains.Listeners.Queues.Transitions;

/// <summary>Counts the entries by their attempts, so that the highest number of attempts is known without examining the entries.</summary>
internal sealed class AttemptCounts
{
    private readonly Dictionary<int, int> _entries = [];

    /// <summary>The most deliveries of one entry without an acknowledgement; 0 when there is no such entry.</summary>
    public int Highest { get; private set; }

    /// <summary>Changes the attempts of an entry; 0 for none, and for no entry.</summary>
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

        // There are few different counts at a time, and the highest is seldom removed.
        if (former == Highest)
            Highest = _entries.Count == 0 ? 0 : _entries.Keys.Max();
    }
}
