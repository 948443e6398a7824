using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Server;

/// <summary>Deletes a namespace.</summary>
internal sealed class NamespacesDeleteVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of the namespace." };

    public NamespacesDeleteVerb()
        : base("delete", "Delete a namespace that has no listeners.") => Add(_name);

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var name = run.Need(_name);
        await run.Mo.Namespaces.DeleteAsync(name, run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowDone($"{name} is deleted.", writer => writer.WriteString("name", name));
        return ExitCode.Done;
    }
}
