using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Events;

/// <summary>The tokens of events.</summary>
internal sealed class TokensArgument : Argument<string[]>
{
    /// <summary>Makes the argument.</summary>
    public TokensArgument()
        : base("TOKEN")
    {
        Arity = ArgumentArity.OneOrMore;
        Description = "The token of an event, as fetch and listen --json print it; - for one in each line of standard input.";
    }

    /// <summary>The tokens in batches.</summary>
    /// <param name="run">The run that names them.</param>
    public IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(VerbRun run) => LinesOfInput.ReadAsync(run.Need(this), run.Input, run.Cancellation);
}
