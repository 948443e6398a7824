using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;

namespace MoCluster.Cli.Server;

/// <summary>Lists triggers.</summary>
internal sealed class TriggersVerb : Verb
{
    private readonly Option<bool> _failing = new("--failing") { Description = "Only those that failed, or whose deliveries are parked." };

    public TriggersVerb()
        : base("triggers", "List the triggers that the server runs before and after changes, with how often they ran and failed.") => Add(_failing);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var triggers = await run.Mo.Triggers.ListAsync(run.Cancellation).ConfigureAwait(false);
        var shown = run.Get(_failing) ? [.. triggers.Where(one => one.Failures > 0 || one.Parked > 0)] : triggers;
        run.Screen.ShowAll(ServerFields.Trigger, shown, "There are no such triggers.");
        return ExitCode.Done;
    }
}
