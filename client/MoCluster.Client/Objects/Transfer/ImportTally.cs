using System.Text.Json;

namespace MoCluster.Client;

/// <summary>Counts what an import tells, over all times that the file was sent.</summary>
internal sealed class ImportTally
{
    private readonly HashSet<long> _told = [];
    private ImportProgress _before;
    private ImportProgress _now;
    private long _sent;

    /// <summary>How far the import is.</summary>
    public ImportProgress Progress => _now with
    {
        Sent = _sent,
        Created = _before.Created + _now.Created,
        Changed = _before.Changed + _now.Changed,
        Unchanged = _before.Unchanged + _now.Unchanged,
        Failed = _before.Failed + _now.Failed,
        AfterTriggerFailures = _before.AfterTriggerFailures + _now.AfterTriggerFailures,
    };

    /// <summary>Begins to send the file, from its first line.</summary>
    public void Begin()
    {
        _before = Progress;
        _now = new ImportProgress { Read = _now.Read, Done = _now.Done };
        _sent = 0;
    }

    /// <summary>Counts lines that were sent.</summary>
    public void Sent(long lines) => _sent += lines;

    /// <summary>Counts what a line of the answer tells.</summary>
    /// <param name="report">A line with totals.</param>
    public void Take(JsonElement report)
    {
        _now = new ImportProgress(
            0, Of("read"), Math.Max(_now.Done, Of("done")), Of("created"), Of("changed"), Of("unchanged"), Of("failed"), Of("after_trigger_failures"));

        long Of(string name) => report.TryGetProperty(name, out var number) ? number.GetInt64() : 0;
    }

    /// <summary>Whether a refused line is told for the first time.</summary>
    /// <param name="line">The line.</param>
    public bool IsNew(long line) => _told.Add(line);
}
