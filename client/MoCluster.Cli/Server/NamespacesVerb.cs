using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;

namespace MoCluster.Cli.Server;

/// <summary>Lists namespaces.</summary>
internal sealed class NamespacesVerb : Verb
{
    private readonly LimitOption _limit = new();

    public NamespacesVerb()
        : base("namespaces", "List namespaces; declare and delete them.")
    {
        Add(_limit);
        Add(new NamespacesDeclareVerb());
        Add(new NamespacesDeleteVerb());
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var (found, more) = await _limit.TakeAsync(run, run.Mo.Namespaces.FindAsync(run.Cancellation)).ConfigureAwait(false);
        run.Screen.ShowAll(ServerFields.Namespace, found, "There are no namespaces.");
        _limit.TellIfMore(run, more);
        return ExitCode.Done;
    }
}
