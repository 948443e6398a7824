using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Queues;

/// <summary>Ends the delays of entries.</summary>
internal sealed class RerunVerb : Verb
{
    private readonly EntrySelection _entries;

    public RerunVerb()
        : base("rerun", "Let delayed entries be delivered at once. Leases stand.") => _entries = new EntrySelection(this, hasPriorities: true);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var (listener, filter) = await _entries.FindAsync(run).ConfigureAwait(false);
        var changed = await run.Mo.Listeners.Queues.RerunAsync(filter, run.Cancellation).ConfigureAwait(false);
        return ChangedEntries.Show(run, listener, changed, "Nothing of that waits for an instant.");
    }
}
