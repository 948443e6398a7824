using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Listeners;
using MoCluster.Cli.Texts;
using MoCluster.Client;

namespace MoCluster.Cli.Events;

/// <summary>Shows events as they come, by listeners of its own or by one that exists.</summary>
internal sealed class ListenVerb : Verb
{
    private readonly Argument<string?> _namespace = new("NAMESPACE")
    {
        HelpName = "NAMESPACE", Arity = ArgumentArity.ZeroOrOne, CompletionSources = { "MO" }, Description = "The namespace to listen to; MO for MO's own objects.",
    };

    private readonly Argument<string[]> _routingKeys = new("ROUTING-KEY")
    {
        Arity = ArgumentArity.ZeroOrMore, Description = "The routing keys; for MO's own objects their types, such as person and engagement.",
    };

    private readonly Option<string?> _listener = new("--listener", "-l")
    {
        HelpName = "LISTENER", Description = "Take the events of this listener, by its uuid or its user key. Others do not get them meanwhile.",
    };

    private readonly Option<bool> _ack = new("--ack") { Description = "With --listener: acknowledge what was shown. Without it, it is given back at the end." };
    private readonly Option<ListenerPosition?> _from = new("--from")
    {
        HelpName = "POSITION",
        CustomParser = PositionText.Read,
        CompletionSources = { "beginning" },
        Description = "Without --listener: where to begin: beginning, the number of an event, or an instant. With the next event by default.",
    };

    private readonly Option<int?> _count = new("--count", "-c") { HelpName = "COUNT", Description = "End after so many events; at Ctrl-C by default." };

    public ListenVerb()
        : base("listen", "Show events as they come. Nobody misses them for it, unless --listener takes them.")
    {
        Add(_namespace);
        Add(_routingKeys);
        foreach (Option option in new Option[] { _listener, _ack, _from, _count })
            Add(option);
        _count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--count must be 1 or more.");
        });
        Validators.Add(result =>
        {
            var isGiven = result.GetResult(_listener) is not null;
            if (isGiven == result.GetValue(_routingKeys) is { Length: > 0 })
                result.AddError("Say a namespace and routing keys, or a --listener.");
            else if (isGiven && (result.GetResult(_from) is not null || result.GetValue(_namespace) is not null))
                result.AddError("--listener goes neither with --from nor with a namespace. Use rewind to move the listener.");
            else if (!isGiven && result.GetValue(_ack))
                result.AddError("--ack belongs to --listener. The listeners that the tool declares for itself acknowledge by themselves.");
        });
    }

    public override bool EndsByInterruption(VerbRun run) => run.Get(_count) is null;

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        if (run.Get(_listener) is { } name)
        {
            var info = await ListenerArgument.FindAsync(run, name).ConfigureAwait(false);
            await ShowAsync(run, [run.Mo.Listeners.Open(info)], run.Get(_ack), $"the events of {info.UserKey}").ConfigureAwait(false);
            return ExitCode.Done;
        }

        var own = new OwnListeners(run);
        await using var _ = own.ConfigureAwait(false);
        var routingKeys = run.Get(_routingKeys)!.Distinct().ToArray();
        await own.DeclareAsync(run.Get(_namespace)!, routingKeys, run.Get(_from)).ConfigureAwait(false);
        await ShowAsync(run, own.All, acknowledges: true, $"{run.Get(_namespace)} {string.Join(", ", routingKeys)}").ConfigureAwait(false);
        return ExitCode.Done;
    }

    private async Task ShowAsync(VerbRun run, IReadOnlyList<MoListener> listeners, bool acknowledges, string what)
    {
        var count = run.Get(_count);
        run.Screen.Note($"Listening to {what}.{(count is null ? " Ctrl-C ends." : "")}");
        var tail = new EventTail(run, acknowledges, count);
        await using var _ = tail.ConfigureAwait(false);
        await tail.ShowAsync(listeners).ConfigureAwait(false);
        run.Cancellation.ThrowIfCancellationRequested();
    }
}
