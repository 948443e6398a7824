using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;

namespace MoCluster.Cli.Server;

/// <summary>Declares a namespace.</summary>
internal sealed class NamespacesDeclareVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of the namespace." };
    private readonly Option<bool> _public = new("--public") { Description = "Let others listen to it too. Only its owner sends to it." };

    public NamespacesDeclareVerb()
        : base("declare", "Declare a namespace that you own. The same declaration again finds the same namespace.")
    {
        Add(_name);
        Add(_public);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        run.Screen.ShowOne(ServerFields.Namespace, await run.Mo.Namespaces.DeclareAsync(run.Need(_name), run.Get(_public), run.Cancellation).ConfigureAwait(false));
        return ExitCode.Done;
    }
}
