using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Events;

/// <summary>Acknowledges events.</summary>
internal sealed class AckVerb : Verb
{
    private readonly TokensArgument _tokens = new();

    public AckVerb()
        : base("ack", "Acknowledge events: they are done and do not come again. Doing it twice is no error.") => Add(_tokens);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var settled = new SettledEvents(run);
        await foreach (var tokens in _tokens.ReadAsync(run).ConfigureAwait(false))
        {
            await run.Mo.Tokens.AckAsync(tokens, run.Cancellation).ConfigureAwait(false);
            settled.Add([.. tokens.Select(_ => true)]);
        }

        return settled.Show("acknowledged");
    }
}
