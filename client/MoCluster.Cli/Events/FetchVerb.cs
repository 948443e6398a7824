using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Listeners;
using MoCluster.Cli.Texts;
using MoCluster.Cli.Views;
using MoCluster.Client;

namespace MoCluster.Cli.Events;

/// <summary>Fetches events and prints them with their tokens.</summary>
internal sealed class FetchVerb : Verb
{
    private readonly ListenerArgument _listener = new();
    private readonly Option<int> _limit = new("--limit") { HelpName = "COUNT", DefaultValueFactory = _ => 1, Description = "The most events, up to 1000." };
    private readonly Option<TimeSpan?> _wait = new("--wait")
    {
        HelpName = "TIME", CustomParser = SpanText.Read, Description = "How long to wait for the first event, such as 30s; not at all by default.",
    };

    public FetchVerb()
        : base("fetch", "Fetch events. They are leased to you until you acknowledge or return them by their tokens, or the lease ends.")
    {
        Add(_listener);
        Add(_limit);
        Add(_wait);
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LinesOfInput.Batch)
                result.AddError($"--limit must be 1 to {LinesOfInput.Batch}.");
        });
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var listener = run.Mo.Listeners.Open(await _listener.FindAsync(run).ConfigureAwait(false));
        var options = new FetchOptions { Limit = run.Get(_limit), Wait = run.Get(_wait) ?? TimeSpan.Zero };
        var events = await listener.FetchAsync(options, run.Cancellation).ConfigureAwait(false);
        foreach (var one in events)
        {
            run.Screen.ShowLine(EventFields.All, one, shown => EventFields.Line(shown, run.Clock));
            // The terminal wraps a token, so that it can be copied whole.
            if (!run.Screen.IsJson)
                run.Screen.WriteRaw($"{one.Token}{Environment.NewLine}");
        }

        if (events.Count == 0)
            run.Screen.Note("No event is there to be fetched.");
        return events.Count > 0 ? ExitCode.Done : ExitCode.Nothing;
    }
}
