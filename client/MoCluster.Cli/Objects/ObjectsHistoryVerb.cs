using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Objects;

/// <summary>Shows the history of an object.</summary>
internal sealed class ObjectsHistoryVerb : Verb
{
    private readonly TypeArgument _type = new();
    private readonly Argument<Guid> _uuid = new("UUID") { Description = "The object, which may be deleted." };

    public ObjectsHistoryVerb()
        : base("history", "Show every change of an object: when it was made, by whom, and the times in which its values held then.")
    {
        Add(_type);
        Add(_uuid);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var history = await _type.Of(run).GetHistoryAsync(run.Need(_uuid), run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowAll(ObjectFields.Registration, history, $"There never was such a {run.Need(_type)}.");
        return history.Count > 0 ? ExitCode.Done : ExitCode.Nothing;
    }
}
