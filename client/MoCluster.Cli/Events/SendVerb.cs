using System.CommandLine;
using System.Globalization;
using MoCluster.Cli.Invocation;
using MoCluster.Client;

namespace MoCluster.Cli.Events;

/// <summary>Sends events.</summary>
internal sealed class SendVerb : Verb
{
    private readonly Argument<string> _namespace = new("NAMESPACE") { Description = "A namespace that you own." };
    private readonly Argument<string> _routingKey = new("ROUTING-KEY") { Description = "The routing key." };
    private readonly Argument<string[]> _subjects = new("SUBJECT")
    {
        Arity = ArgumentArity.OneOrMore, Description = "What each event concerns; - for one in each line of standard input.",
    };

    private readonly Option<int> _priority = new("--priority", "-p") { HelpName = "NUMBER", DefaultValueFactory = _ => 10_000, Description = "The priority; 1 is first." };
    private readonly Option<string?> _key = new("--key") { HelpName = "KEY", Description = "Events with the same key are never leased twice at once within a group; the subject by default." };
    private readonly Option<Guid?> _owner = new("--owner") { HelpName = "UUID", Description = "The only owner whose listeners get them." };
    private readonly Option<Guid?> _listener = new("--listener") { HelpName = "UUID", Description = "The only listener that gets them." };
    private readonly Option<string?> _id = new("--id")
    {
        HelpName = "ID", Description = "The same events under the same id are taken once, however often they are sent within a week.",
    };

    public SendVerb()
        : base("send", "Send events, up to 1000 at once, all of them or none.")
    {
        Add(_namespace);
        Add(_routingKey);
        Add(_subjects);
        foreach (Option option in new Option[] { _priority, _key, _owner, _listener, _id })
            Add(option);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var sent = 0L;
        var batches = 0;
        await foreach (var subjects in LinesOfInput.ReadAsync(run.Need(_subjects), run.Input, run.Cancellation).ConfigureAwait(false))
        {
            var options = run.Get(_id) is { } id ? new SendOptions { IdempotencyId = batches == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}/{batches}") } : null;
            var numbers = await run.Mo.SendAsync(run.Need(_namespace), [.. subjects.Select(subject => NewEvent(run, subject))], options, run.Cancellation).ConfigureAwait(false);
            Show(run, subjects, numbers);
            sent += numbers.Count;
            batches++;
        }

        if (!run.Screen.IsJson)
            run.Screen.Note($"{sent} sent.");
        return sent > 0 ? ExitCode.Done : ExitCode.Nothing;
    }

    private OutgoingEvent NewEvent(VerbRun run, string subject) => new(run.Need(_routingKey), subject)
    {
        Priority = run.Get(_priority), Key = run.Get(_key), Owner = run.Get(_owner), Listener = run.Get(_listener),
    };

    private static void Show(VerbRun run, IReadOnlyList<string> subjects, IReadOnlyList<long> numbers)
    {
        foreach (var (subject, number) in subjects.Zip(numbers))
        {
            run.Screen.ShowDone($"#{number}  {subject}", writer =>
            {
                writer.WriteString("subject", subject);
                writer.WriteNumber("number", number);
            });
        }
    }
}
