using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Listeners;

/// <summary>Resumes a listener.</summary>
internal sealed class ListenersResumeVerb : Verb
{
    private readonly ListenerArgument _listener = new();

    public ListenersResumeVerb()
        : base("resume", "Resume a listener that is paused or suspended.") => Add(_listener);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var listener = await _listener.FindAsync(run).ConfigureAwait(false);
        var resumed = await run.Mo.Listeners.ResumeAsync(listener.Uuid, run.Cancellation).ConfigureAwait(false);
        var missed = resumed.LetGo > 0 ? $" It misses at most {resumed.LetGo} events that were deleted meanwhile." : "";
        run.Screen.ShowDone($"{resumed.Info.UserKey} is resumed.{missed}", writer =>
        {
            writer.WriteString("uuid", resumed.Info.Uuid);
            writer.WriteNumber("let_go", resumed.LetGo);
        });
        return ExitCode.Done;
    }
}
