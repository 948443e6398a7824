using MoCluster.Cli.Invocation;
using MoCluster.Cli.Output;
using MoCluster.Cli.Views;
using MoCluster.Client;

namespace MoCluster.Cli.Server;

/// <summary>Shows how the server is.</summary>
internal sealed class HealthVerb : Verb
{
    public HealthVerb()
        : base("health", "Show whether the server serves, what it says of itself, and its version.")
    {
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var server = run.Server().Server;
        var health = await run.Mo.GetHealthAsync(run.Cancellation).ConfigureAwait(false);
        IReadOnlyList<Field<ServerHealth>> fields = [new("server", _ => server), .. ServerFields.Health];
        run.Screen.ShowOne(fields, health);
        return health.IsReady ? ExitCode.Done : ExitCode.Unreachable;
    }
}
