using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;

namespace MoCluster.Cli.Contexts;

/// <summary>Lists the contexts of the user.</summary>
internal sealed class ContextVerb : Verb
{
    public ContextVerb()
        : base("context", "List your contexts, which are servers by a name of yours; add, select and remove them.")
    {
        Add(new ContextAddVerb());
        Add(new ContextSelectVerb());
        Add(new ContextRemoveVerb());
    }

    public override Task<ExitCode> RunAsync(VerbRun run)
    {
        var list = run.Contexts.Read();
        run.Screen.ShowAll(ServerFields.Context(list.Selected), list.Contexts, "There are no contexts. Make one with: mocluster context add");
        return Task.FromResult(ExitCode.Done);
    }
}
