using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>The options that say at which time objects are looked at.</summary>
internal sealed class ObjectTimeOptions
{
    private readonly Option<DateOnly?> _on = new("--on") { HelpName = "DAY", Description = "As they are on this day, such as 2026-01-31; now by default." };
    private readonly Option<bool> _always = new("--always") { Description = "At all times: one line for each validity." };
    private readonly Option<DateTimeOffset?> _knownAt = new("--known-at")
    {
        HelpName = "INSTANT", Description = "As it was known at this instant, such as 2026-01-31T08:00:00Z; as it is known now by default.",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="verb">The verb, which gets them.</param>
    public ObjectTimeOptions(Verb verb)
    {
        verb.Add(_on);
        verb.Add(_always);
        verb.Add(_knownAt);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(_on) is not null && result.GetValue(_always))
                result.AddError("Give --on or --always, not both.");
        });
    }

    /// <summary>When the objects are to be active.</summary>
    /// <param name="run">The run.</param>
    public When WhenOf(VerbRun run) => run.Get(_always) ? When.Always : run.Get(_on) is { } day ? When.On(day) : When.Now;

    /// <summary>The instant at which it was known; null for now.</summary>
    /// <param name="run">The run.</param>
    public DateTimeOffset? KnownAt(VerbRun run) => run.Get(_knownAt);
}
