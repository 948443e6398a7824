using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Queues;

/// <summary>Silences entries.</summary>
internal sealed class SilenceVerb : Verb
{
    private readonly EntrySelection _entries;

    public SilenceVerb()
        : base("silence", "Silence entries: they are delivered after all others and raise no alert.") => _entries = new EntrySelection(this, hasPriorities: false);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var (listener, filter) = await _entries.FindAsync(run).ConfigureAwait(false);
        await run.Mo.Listeners.Queues.SilenceAsync(filter, run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowDone($"Silenced in the queue of {listener.UserKey}.", writer => writer.WriteString("listener", listener.Uuid));
        return ExitCode.Done;
    }
}
