using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>Removes a context.</summary>
internal sealed class ContextRemoveVerb : Verb
{
    private readonly ContextName _name = new();

    public ContextRemoveVerb()
        : base("remove", "Remove a context. If it was selected, none is.") => Add(_name);

    public override Task<ExitCode> RunAsync(VerbRun run)
    {
        var (list, context) = _name.Find(run);
        run.Contexts.Write(list.Remove(context.Name));
        run.Screen.ShowDone($"{context.Name} is removed.", writer => writer.WriteString("name", context.Name));
        return Task.FromResult(ExitCode.Done);
    }
}
