using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Queues;

/// <summary>Replays parked entries.</summary>
internal sealed class ReplayVerb : Verb
{
    private readonly EntrySelection _entries;

    public ReplayVerb()
        : base("replay", "Replay parked entries: they are delivered as if for the first time.") => _entries = new EntrySelection(this, hasPriorities: true);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var (listener, filter) = await _entries.FindAsync(run).ConfigureAwait(false);
        var changed = await run.Mo.Listeners.Queues.ReplayAsync(filter, run.Cancellation).ConfigureAwait(false);
        return ChangedEntries.Show(run, listener, changed, "Nothing of that is parked.");
    }
}
