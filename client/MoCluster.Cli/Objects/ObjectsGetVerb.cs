using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Objects;

/// <summary>Shows an object.</summary>
internal sealed class ObjectsGetVerb : Verb
{
    private readonly TypeArgument _type = new();
    private readonly Argument<Guid> _uuid = new("UUID") { Description = "The object." };
    private readonly ObjectTimeOptions _time;

    public ObjectsGetVerb()
        : base("get", "Show the values of an object: now, on a day, or at all times; as it is known, or was known.")
    {
        Add(_type);
        Add(_uuid);
        _time = new ObjectTimeOptions(this);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var found = await _type.Of(run).GetValiditiesAsync(run.Need(_uuid), _time.WhenOf(run), _time.KnownAt(run), run.Cancellation).ConfigureAwait(false);
        if (found is [var one])
            run.Screen.ShowOne(ObjectFields.Of(found), one);
        else
            run.Screen.ShowAll(ObjectFields.Of(found), found, $"There is no such {run.Need(_type)} that is active then.");
        return found.Count > 0 ? ExitCode.Done : ExitCode.Nothing;
    }
}
