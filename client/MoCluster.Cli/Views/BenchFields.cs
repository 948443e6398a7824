using System.Globalization;
using MoCluster.Cli.Bench;
using MoCluster.Cli.Output;

namespace MoCluster.Cli.Views;

/// <summary>What is shown of a measurement.</summary>
internal static class BenchFields
{
    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field<BenchFigures>> All { get; } =
    [
        new("events", one => one.Plan.Events),
        new("batch", one => one.Plan.Batch),
        new("senders", one => one.Plan.Senders),
        new("window", one => one.Plan.Window),
        new("send_seconds", one => one.Sending),
        new("sent_per_second", one => one.SentPerSecond) { Text = (one, _) => Rate(one.SentPerSecond), Colour = _ => "green" },
        new("consume_seconds", one => one.Consuming),
        new("consumed_per_second", one => one.ConsumedPerSecond) { Text = (one, _) => Rate(one.ConsumedPerSecond), Colour = _ => "green" },
    ];

    private static string Rate(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
