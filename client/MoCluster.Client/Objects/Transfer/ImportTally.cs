namespace MoCluster.Client;

/// <summary>Counts what an import tells, over all times that the file was sent. Lines may be sent while the answer is read.</summary>
internal sealed class ImportTally
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _refused = [];
    private ImportProgress _before;
    private ImportProgress _now;
    private long _sent;

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
    public void Begin()
    {
        lock (_lock)
        {
            _before = Sum();
            _now = new ImportProgress { Read = _now.Read, Done = _now.Done };
            _sent = 0;
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

    /// <summary>Whether a refused line is told for the first time.</summary>
    /// <param name="line">The line.</param>
    public bool IsNew(long line) => _refused.Add(line);

    private ImportProgress Sum() => _now with
    {
        Sent = _sent,
        Created = _before.Created + _now.Created,
        Changed = _before.Changed + _now.Changed,
        Unchanged = _before.Unchanged + _now.Unchanged,
        Failed = _before.Failed + _now.Failed,
        AfterTriggerFailures = _before.AfterTriggerFailures + _now.AfterTriggerFailures,
    };
}
