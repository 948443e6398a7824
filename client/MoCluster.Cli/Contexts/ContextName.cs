using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>The name of a context that exists.</summary>
internal sealed class ContextName : Argument<string>
{
    /// <summary>Makes the argument.</summary>
    public ContextName()
        : base("NAME")
    {
        HelpName = "NAME";
        Description = "The name of the context.";
        CompletionSources.Add(context => ((ToolCommand)context.ParseResult.RootCommandResult.Command).Contexts.NamesForCompletion());
    }

    /// <summary>Finds the context among those of the user.</summary>
    /// <param name="run">The run that names it.</param>
    /// <exception cref="CliException">There is none.</exception>
    public (ContextList List, ServerContext Context) Find(VerbRun run)
    {
        var list = run.Contexts.Read();
        return (list, list.Need(run.Need(this)));
    }
}
