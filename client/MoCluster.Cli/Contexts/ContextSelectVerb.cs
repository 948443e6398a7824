using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>Selects the context that is used unless the command line or the environment names another.</summary>
internal sealed class ContextSelectVerb : Verb
{
    private readonly ContextName _name = new();

    public ContextSelectVerb()
        : base("select", "Select the context that is used when nothing else is said.") => Add(_name);

    public override Task<ExitCode> RunAsync(VerbRun run)
    {
        var (list, context) = _name.Find(run);
        run.Contexts.Write(list with { Selected = context.Name });
        run.Screen.ShowDone($"{context.Name} is selected: {context.Server}", writer => writer.WriteString("name", context.Name));
        return Task.FromResult(ExitCode.Done);
    }
}
