using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Texts;
using MoCluster.Cli.Views;
using MoCluster.Client;

namespace MoCluster.Cli.Listeners;

/// <summary>Declares a listener.</summary>
internal sealed class ListenersDeclareVerb : Verb
{
    private readonly Argument<string> _namespace = new("NAMESPACE") { Description = "The namespace to listen to; MO for MO's own objects." };
    private readonly Argument<string> _routingKey = new("ROUTING-KEY") { Description = "The routing key; for MO's own objects their type, such as engagement." };
    private readonly Argument<string> _userKey = new("USER-KEY") { Description = "Your name for it." };
    private readonly Option<string?> _group = new("--group") { HelpName = "NAME", Description = "Your name of a group: its listeners never lease the same person or org unit at once." };
    private readonly Option<TimeSpan?> _lease = Span("--lease", "How long an event stays leased; 3m by default.");
    private readonly Option<TimeSpan?> _maxBackOff = Span("--max-back-off", "The longest time between two deliveries of one event; 17h by default.");
    private readonly Option<int?> _maxAttempts = new("--max-attempts") { HelpName = "COUNT", Description = "After how many deliveries an event is parked; never by default." };
    private readonly Option<int?> _maxInFlight = new("--max-in-flight") { HelpName = "COUNT", Description = "How many events may be leased at once; 10000 by default." };

    public ListenersDeclareVerb()
        : base("declare", "Declare a listener, which gets the events from now on. The same declaration again finds the same listener.")
    {
        Add(_namespace);
        Add(_routingKey);
        Add(_userKey);
        foreach (Option option in new Option[] { _group, _lease, _maxBackOff, _maxAttempts, _maxInFlight })
            Add(option);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var declaration = new ListenerDeclaration(run.Need(_namespace), run.Need(_routingKey), run.Need(_userKey))
        {
            Group = run.Get(_group), Lease = run.Get(_lease), MaxBackOff = run.Get(_maxBackOff), MaxAttempts = run.Get(_maxAttempts), MaxInFlight = run.Get(_maxInFlight),
        };
        var listener = await run.Mo.Listeners.DeclareAsync(declaration, run.Cancellation).ConfigureAwait(false);
        run.Screen.ShowOne(ListenerFields.Info, listener.Info!);
        return ExitCode.Done;
    }

    private static Option<TimeSpan?> Span(string name, string description) => new(name) { HelpName = "TIME", CustomParser = SpanText.Read, Description = description };
}
