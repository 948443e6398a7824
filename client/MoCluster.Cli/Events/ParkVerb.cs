using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Events;

/// <summary>Sets events aside.</summary>
internal sealed class ParkVerb : Verb
{
    private readonly TokensArgument _tokens = new();
    private readonly ReasonOption _reason = new();

    public ParkVerb()
        : base("park", "Set events aside until they are replayed, or newer events of their subjects come.")
    {
        Add(_tokens);
        Add(_reason);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var settled = new SettledEvents(run);
        await foreach (var tokens in _tokens.ReadAsync(run).ConfigureAwait(false))
            settled.Add(await run.Mo.Tokens.ParkAsync(tokens, run.Get(_reason), run.Cancellation).ConfigureAwait(false));
        return settled.Show("parked");
    }
}
