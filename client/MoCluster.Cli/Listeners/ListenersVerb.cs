using System.CommandLine;
using System.CommandLine.Parsing;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Texts;
using MoCluster.Cli.Views;
using MoCluster.Client;
using Spectre.Console;

namespace MoCluster.Cli.Listeners;

/// <summary>Shows listeners and how far each is behind, once or again and again.</summary>
internal sealed class ListenersVerb : Verb
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Option<string[]> _namespaces = new("--namespace", "-n") { HelpName = "NAME", Description = "Only those that listen to this namespace." };
    private readonly Option<string[]> _routingKeys = new("--routing-key", "-r") { HelpName = "KEY", Description = "Only those that listen to this routing key." };
    private readonly Option<string[]> _userKeys = new("--user-key", "-u") { HelpName = "KEY", Description = "Only those with this user key." };
    private readonly Option<Guid[]> _owners = new("--owner") { HelpName = "UUID", Description = "Only those of this owner." };
    private readonly Option<bool> _behind = new("--behind") { Description = "Only those that are behind." };
    private readonly LimitOption _limit = new();
    private readonly Option<TimeSpan?> _watch = new("--watch", "-w")
    {
        HelpName = "TIME",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = PauseOf,
        Description = "Show them again and again with such a pause, 2s when it is left out, until Ctrl-C.",
    };

    public ListenersVerb()
        : base("listeners", "Show listeners and how far each is behind its stream; declare and operate them.")
    {
        foreach (Option option in new Option[] { _namespaces, _routingKeys, _userKeys, _owners, _behind, _watch, _limit })
            Add(option);
        Add(new ListenersDeclareVerb());
        Add(new ListenersStatusVerb());
        Add(new ListenersPauseVerb());
        Add(new ListenersResumeVerb());
        Add(new ListenersDeleteVerb());
    }

    public override bool EndsByInterruption(VerbRun run) => run.Get(_watch) is not null;

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        if (run.Get(_watch) is not { } pause)
        {
            var (found, more) = await FindAsync(run).ConfigureAwait(false);
            run.Screen.ShowAll(ListenerFields.Lag, found, "There are no such listeners.");
            _limit.TellIfMore(run, more);
            return ExitCode.Done;
        }

        if (!run.Screen.CanRefresh)
            await RepeatAsync(run, pause).ConfigureAwait(false);
        else
            await RefreshAsync(run, pause).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Prints them again and again, for files and scripts.</summary>
    private async Task RepeatAsync(VerbRun run, TimeSpan pause)
    {
        while (true)
        {
            run.Screen.ShowAll(ListenerFields.Lag, (await FindAsync(run).ConfigureAwait(false)).Found, "There are no such listeners.");
            await Task.Delay(pause, run.Clock, run.Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Shows them in one place of the terminal.</summary>
    private Task RefreshAsync(VerbRun run, TimeSpan pause) => run.Screen.Out.Live(new Text("")).StartAsync(async live =>
    {
        while (true)
        {
            var status = $"Every {SpanText.Write(pause)}; Ctrl-C ends.";
            try
            {
                var found = (await FindAsync(run).ConfigureAwait(false)).Found;
                var table = run.Screen.ToTable(ListenerFields.Lag, found, out _);
                live.UpdateTarget(new Rows(table, new Text($"{InstantText.Write(run.Clock.GetUtcNow(), run.Clock)}  {(found.Count == 1 ? "1 listener" : $"{found.Count} listeners")}. {status}", new Style(decoration: Decoration.Dim))));
            }
            catch (MoException failure) when (failure.IsRetriable)
            {
                live.UpdateTarget(new Text($"{failure.Message} {status}", new Style(Color.Olive)));
            }

            await Task.Delay(pause, run.Clock, run.Cancellation).ConfigureAwait(false);
        }
    });

    private async Task<(IReadOnlyList<ListenerLag> Found, bool More)> FindAsync(VerbRun run)
    {
        var filter = new ListenerFilter
        {
            Namespaces = Given(run.Get(_namespaces)), RoutingKeys = Given(run.Get(_routingKeys)), UserKeys = Given(run.Get(_userKeys)), Owners = Given(run.Get(_owners)),
        };
        var listeners = run.Mo.Listeners.FindAsync(filter, run.Cancellation);
        return await _limit.TakeAsync(run, run.Get(_behind) ? listeners.Where(one => one.Behind > 0) : listeners).ConfigureAwait(false);
    }

    private static T[]? Given<T>(T[]? values) => values is { Length: > 0 } ? values : null;

    private static TimeSpan? PauseOf(ArgumentResult result) => result.Tokens.Count == 0 ? s_pause : SpanText.Read(result);
}
