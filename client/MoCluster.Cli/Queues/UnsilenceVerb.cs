using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Queues;

/// <summary>Unsilences entries.</summary>
internal sealed class UnsilenceVerb : Verb
{
    private readonly EntrySelection _entries;

    public UnsilenceVerb()
        : base("unsilence", "Take silence away from entries. They are delivered without a further delay.") => _entries = new EntrySelection(this, hasPriorities: true);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var (listener, filter) = await _entries.FindAsync(run).ConfigureAwait(false);
        await run.Mo.Listeners.Queues.UnsilenceAsync(filter, run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowDone($"Unsilenced in the queue of {listener.UserKey}.", writer => writer.WriteString("listener", listener.Uuid));
        return ExitCode.Done;
    }
}
