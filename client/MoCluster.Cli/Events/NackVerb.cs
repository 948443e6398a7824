using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Texts;

namespace MoCluster.Cli.Events;

/// <summary>Returns events, to be delivered again.</summary>
internal sealed class NackVerb : Verb
{
    private readonly TokensArgument _tokens = new();
    private readonly ReasonOption _reason = new();
    private readonly Option<TimeSpan?> _delay = new("--delay")
    {
        HelpName = "TIME", CustomParser = SpanText.Read, Description = "When they come again, such as 5m; the listener's own back-off by default.",
    };

    public NackVerb()
        : base("nack", "Return events. They come again after a delay.")
    {
        Add(_tokens);
        Add(_delay);
        Add(_reason);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var settled = new SettledEvents(run);
        await foreach (var tokens in _tokens.ReadAsync(run).ConfigureAwait(false))
            settled.Add(await run.Mo.Tokens.NakAsync(tokens, run.Get(_delay), run.Get(_reason), run.Cancellation).ConfigureAwait(false));
        return settled.Show("returned");
    }
}
