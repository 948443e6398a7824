using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Texts;
using MoCluster.Client;

namespace MoCluster.Cli.Listeners;

/// <summary>Moves a listener to another position of its stream.</summary>
internal sealed class RewindVerb : Verb
{
    private readonly ListenerArgument _listener = new();
    private readonly Argument<ListenerPosition?> _position = new("POSITION")
    {
        HelpName = "POSITION",
        CustomParser = PositionText.Read,
        CompletionSources = { "head", "beginning" },
        Description = "head, beginning, the number of an event, or an instant such as 2026-01-31T08:00:00Z.",
    };

    public RewindVerb()
        : base("rewind", "Move a listener to another position of its stream, back or on. Nacks, parks and silences are forgotten.")
    {
        Add(_listener);
        Add(_position);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var listener = await _listener.FindAsync(run).ConfigureAwait(false);
        var first = await run.Mo.Listeners.SetPositionAsync(listener.Uuid, run.Need(_position)!, run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowDone($"{listener.UserKey} gets the events from number {first} on.", writer =>
        {
            writer.WriteString("uuid", listener.Uuid);
            writer.WriteNumber("first_number", first);
        });
        return ExitCode.Done;
    }
}
