using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;

namespace MoCluster.Cli.Bench;

/// <summary>Measures a server.</summary>
internal sealed class BenchVerb : Verb
{
    private readonly Option<int> _events = Number("--events", 100_000, 1, 100_000_000, "How many events to send and to consume.");
    private readonly Option<int> _batch = Number("--batch", 1000, 1, LinesOfInput.Batch, "How many to send at once.");
    private readonly Option<int> _senders = Number("--senders", 4, 1, 1000, "How many batches to send at the same time.");
    private readonly Option<int> _window = Number("--window", 1000, 1, 100_000, "How many events the consumer may have unacknowledged.");

    public BenchVerb()
        : base("bench", "Measure how many events a second go through this client. They stay in the server's log until its retention is over.")
    {
        foreach (Option option in new Option[] { _events, _batch, _senders, _window })
            Add(option);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var plan = new BenchPlan(run.Get(_events), run.Get(_batch), run.Get(_senders), run.Get(_window));
        run.Screen.ShowOne(BenchFields.All, await BenchRun.RunAsync(run, plan).ConfigureAwait(false));
        return ExitCode.Done;
    }

    private static Option<int> Number(string name, int usual, int least, int most, string description)
    {
        var option = new Option<int>(name) { HelpName = "COUNT", DefaultValueFactory = _ => usual, Description = description };
        option.Validators.Add(result =>
        {
            var given = result.GetValueOrDefault<int>();
            if (given < least || given > most)
                result.AddError($"{name} must be {least} to {most}.");
        });
        return option;
    }
}
