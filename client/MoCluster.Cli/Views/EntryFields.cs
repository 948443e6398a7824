using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Views;

/// <summary>What is shown of an entry in a queue.</summary>
internal static class EntryFields
{
    /// <summary>The fields.</summary>
    /// <param name="listeners">The names of the listeners.</param>
    public static IReadOnlyList<Field<QueueEntry>> Of(IReadOnlyDictionary<Guid, string> listeners) =>
    [
        new("listener", one => one.Listener) { Header = "LISTENER", CanShrink = true, Text = (one, _) => listeners.GetValueOrDefault(one.Listener) ?? $"{one.Listener:D}" },
        new("subject", one => one.Subject) { Header = "SUBJECT", CanShrink = true },
        new("number", one => one.Number) { Header = "NUMBER", IsNumber = true, Rank = 2 },
        new("priority", one => one.Priority) { Header = "PRIORITY", IsNumber = true, Rank = 3 },
        new("time", one => one.Time) { Header = "SINCE", Rank = 1 },
        new("attempts", one => one.Attempts) { Header = "TRIES", IsNumber = true, Rank = 1 },
        new("standing", one => one.Standing.ToString().ToUpperInvariant()) { Header = "STANDING", Rank = 1, Text = (one, _) => one.Standing.ToString().ToLowerInvariant() },
        new("silenced", one => one.Silenced) { Header = "SILENCED", Rank = 3, Text = (one, _) => one.Silenced ? "yes" : "" },
        new("until", one => one.Until) { Header = "UNTIL", Rank = 2 },
        new("reason", one => one.Reason) { Header = "REASON", CanShrink = true },
    ];
}
