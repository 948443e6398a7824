using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Listeners;

/// <summary>Deletes a listener.</summary>
internal sealed class ListenersDeleteVerb : Verb
{
    private readonly ListenerArgument _listener = new();
    private readonly Option<bool> _pending = new("--pending") { Description = "Delete it even if events are pending." };

    public ListenersDeleteVerb()
        : base("delete", "Delete a listener and its queue.")
    {
        Add(_listener);
        Add(_pending);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var listener = await _listener.FindAsync(run).ConfigureAwait(false);
        await run.Mo.Listeners.DeleteAsync(listener.Uuid, run.Get(_pending), run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowDone($"{listener.UserKey} is deleted.", writer => writer.WriteString("uuid", listener.Uuid));
        return ExitCode.Done;
    }
}
