namespace MoCluster.Client;

/// <summary>Counts what an import tells, over all times that the file was sent. Lines may be sent while the answer is read.</summary>
internal sealed class ImportTally
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _refused = [];
    private ImportProgress _before;
    private ImportProgress _now;
    private long _sent;
    private long _told;
    private long _untoldBefore;

    /// <summary>How far the import is.</summary>
    public ImportProgress Progress
    {
        get
        {
            lock (_lock)
                return Sum();
        }
    }

    /// <summary>Begins to send the file, from its first line.</summary>
    /// <param name="forgets">Whether the server has forgotten what was sent before, as after a dry run.</param>
    public void Begin(bool forgets = false)
    {
        lock (_lock)
        {
            _before = forgets ? default : Sum();
            _untoldBefore = forgets ? 0 : _untoldBefore + Untold;
            _now = forgets ? default : new ImportProgress { Read = _now.Read, Done = _now.Done };
            (_told, _sent) = (0, 0);
        }
    }

    /// <summary>Counts lines that were sent.</summary>
    /// <param name="lines">How many.</param>
    public void Sent(long lines)
    {
        lock (_lock)
            _sent += lines;
    }

    /// <summary>Counts what the server tells.</summary>
    /// <param name="totals">How far the server is, with the file that is being sent.</param>
    public void Take(ImportProgress totals)
    {
        lock (_lock)
            _now = totals with { Done = Math.Max(_now.Done, totals.Done) };
    }

    /// <summary>Counts a line that was refused. It is told again where the file was sent again soon after it.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Whether it is told for the first time.</returns>
    public bool Refuse(long line)
    {
        lock (_lock)
        {
            _told++;
            return _refused.Add(line);
        }
    }

    /// <summary>How many lines were refused and not told, because they were too many.</summary>
    private long Untold => Math.Max(_now.Failed - _told, 0);

    private ImportProgress Sum() => _now with
    {
        Sent = _sent,
        Created = _before.Created + _now.Created,
        Changed = _before.Changed + _now.Changed,
        Unchanged = _before.Unchanged + _now.Unchanged,
        Failed = _refused.Count + _untoldBefore + Untold,
        AfterTriggerFailures = _before.AfterTriggerFailures + _now.AfterTriggerFailures,
    };
}
