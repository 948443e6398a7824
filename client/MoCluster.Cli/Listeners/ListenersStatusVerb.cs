using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;

namespace MoCluster.Cli.Listeners;

/// <summary>Shows the exact status of a queue.</summary>
internal sealed class ListenersStatusVerb : Verb
{
    private readonly ListenerArgument _listener = new();

    public ListenersStatusVerb()
        : base("status", "Show the exact status of a listener's queue, which the server reads for it.") => Add(_listener);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var listener = await _listener.FindAsync(run).ConfigureAwait(false);
        run.Screen.ShowOne(ListenerFields.Status, await run.Mo.Listeners.GetStatusAsync(listener.Uuid, run.Cancellation).ConfigureAwait(false));
        return ExitCode.Done;
    }
}
