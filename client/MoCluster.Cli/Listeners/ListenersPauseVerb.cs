using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Listeners;

/// <summary>Pauses a listener.</summary>
internal sealed class ListenersPauseVerb : Verb
{
    private readonly ListenerArgument _listener = new();
    private readonly ReasonOption _reason = new();

    public ListenersPauseVerb()
        : base("pause", "Pause a listener: it hands out no events until it is resumed, and keeps them.")
    {
        Add(_listener);
        Add(_reason);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var listener = await _listener.FindAsync(run).ConfigureAwait(false);
        var paused = await run.Mo.Listeners.PauseAsync(listener.Uuid, run.Get(_reason), run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowDone($"{paused.UserKey} is paused.", writer =>
        {
            writer.WriteString("uuid", paused.Uuid);
            writer.WriteString("paused_since", paused.PausedSince ?? default);
        });
        return ExitCode.Done;
    }
}
