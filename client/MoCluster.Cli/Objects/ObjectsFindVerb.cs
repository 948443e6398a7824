using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Objects;

/// <summary>Finds objects.</summary>
internal sealed class ObjectsFindVerb : Verb
{
    private readonly TypeArgument _type = new();
    private readonly Option<string[]> _userKeys = new("--user-key", "-u") { HelpName = "KEY", Description = "Only those with this user key. May be given more than once." };
    private readonly LimitOption _limit = new();
    private readonly ObjectTimeOptions _time;

    public ObjectsFindVerb()
        : base("find", "Find objects of a type, in the order of their uuids.")
    {
        Add(_type);
        Add(_userKeys);
        _time = new ObjectTimeOptions(this);
        Add(_limit);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var type = _type.Of(run);
        var userKeys = run.Get(_userKeys) is { Length: > 0 } given ? given : null;
        var (found, more) = await _limit.TakeAsync(run, type.FindAsync(run.Mo, userKeys, _time.Of(run), run.Cancellation)).ConfigureAwait(false);
        run.Screen.ShowAll(ObjectFields.Of(type), found, "Nothing was found.");
        _limit.TellIfMore(run, more);
        return found.Count > 0 ? ExitCode.Done : ExitCode.Nothing;
    }
}
