using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>Finds objects.</summary>
internal sealed class ObjectsFindVerb : Verb
{
    private readonly TypeArgument _type = new();
    private readonly Option<string[]> _userKeys = new("--user-key", "-u") { HelpName = "KEY", Description = "Only those with this user key. May be given more than once." };
    private readonly Option<string?> _query = new("--query", "-q") { HelpName = "WORDS", Description = "Only people and units whose names, user key or uuid has these words." };
    private readonly LimitOption _limit = new();
    private readonly ObjectTimeOptions _time;

    public ObjectsFindVerb()
        : base("find", "Find objects of a type, in the order of their uuids.")
    {
        Add(_type);
        Add(_userKeys);
        Add(_query);
        _time = new ObjectTimeOptions(this);
        Add(_limit);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var filter = new UntypedFilter
        {
            UserKeys = run.Get(_userKeys) is { Length: > 0 } given ? given : null, Query = run.Get(_query), When = _time.WhenOf(run), RegisteredAt = _time.KnownAt(run),
        };
        var validities = _type.Of(run).FindAsync(filter, run.Cancellation).SelectMany(IEnumerable<UntypedValues> (one) => one.Validities);
        var (found, more) = await _limit.TakeAsync(run, validities).ConfigureAwait(false);
        run.Screen.ShowAll(ObjectFields.Of(found), found, "Nothing was found.");
        _limit.TellIfMore(run, more);
        return found.Count > 0 ? ExitCode.Done : ExitCode.Nothing;
    }
}
