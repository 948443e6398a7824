using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Texts;

namespace MoCluster.Cli.Events;

/// <summary>Extends leases.</summary>
internal sealed class TouchVerb : Verb
{
    private readonly TokensArgument _tokens = new();
    private readonly Option<TimeSpan?> _lease = new("--lease")
    {
        HelpName = "TIME", CustomParser = SpanText.Read, Description = "How long the leases last from now on, such as 10m; the lease time of the listener by default.",
    };

    public TouchVerb()
        : base("touch", "Extend the leases of events. A lease is never shortened.")
    {
        Add(_tokens);
        Add(_lease);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var settled = new SettledEvents(run);
        await foreach (var tokens in _tokens.ReadAsync(run).ConfigureAwait(false))
        {
            var until = await run.Mo.Tokens.TouchAsync(tokens, run.Get(_lease), run.Cancellation).ConfigureAwait(false);
            settled.Add([.. until.Select(one => one is not null)]);
        }

        return settled.Show("extended");
    }
}
