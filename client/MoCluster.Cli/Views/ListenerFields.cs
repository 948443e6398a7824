using MoCluster.Cli.Output;
using MoCluster.Cli.Texts;
using MoCluster.Client;

namespace MoCluster.Cli.Views;

/// <summary>What is shown of a listener and its lag.</summary>
internal static class ListenerFields
{
    /// <summary>The fields of a listener.</summary>
    public static IReadOnlyList<Field<ListenerInfo>> Info { get; } =
    [
        new("uuid", one => one.Uuid),
        new("user_key", one => one.UserKey),
        new("namespace", one => one.Namespace),
        new("routing_key", one => one.RoutingKey),
        new("owner", one => one.Owner),
        new("group", one => one.Group),
        new("created", one => one.Created),
        new("lease_seconds", one => one.Lease) { Text = (one, _) => SpanText.Write(one.Lease) },
        new("max_back_off_seconds", one => one.MaxBackOff) { Text = (one, _) => SpanText.Write(one.MaxBackOff) },
        new("max_attempts", one => one.MaxAttempts) { Text = (one, _) => one.MaxAttempts == 0 ? "no limit" : $"{one.MaxAttempts}" },
        new("max_in_flight", one => one.MaxInFlight),
        new("paused_since", one => one.PausedSince),
        new("pause_reason", one => one.PauseReason),
        new("suspended_since", one => one.SuspendedSince),
    ];

    /// <summary>The fields of a listener with its lag.</summary>
    public static IReadOnlyList<Field<ListenerLag>> Lag { get; } =
    [
        new("user_key", one => one.Info.UserKey) { Header = "LISTENER", CanShrink = true },
        new("namespace", one => one.Info.Namespace) { Header = "NAMESPACE", CanShrink = true, Rank = 2 },
        new("routing_key", one => one.Info.RoutingKey) { Header = "ROUTING KEY", CanShrink = true },
        new("behind", one => one.Behind) { Header = "BEHIND", IsNumber = true },
        new("oldest_at", one => one.OldestAt) { Header = "OLDEST", IsNumber = true, Rank = 1, Text = (one, clock) => InstantText.Age(one.OldestAt, clock) },
        new("state", one => StateOf(one)) { Header = "STATE", Colour = one => ColourOf(StateOf(one)) },
        new("frontier", one => one.Frontier) { Header = "FRONTIER", IsNumber = true, Rank = 4 },
        new("head", one => one.Head) { Header = "HEAD", IsNumber = true, Rank = 4 },
        new("uuid", one => one.Info.Uuid) { Header = "UUID", Rank = 3 },
        new("pause_reason", one => one.Info.PauseReason) { Header = "WHY PAUSED", CanShrink = true, Rank = 5 },
        new("first_kept", one => one.FirstKept),
        new("pins", one => one.Pins),
        .. Info.Where(field => field.Name is not ("uuid" or "user_key" or "namespace" or "routing_key" or "pause_reason"))
            .Select(field => new Field<ListenerLag>(field.Name, one => field.Value(one.Info))),
    ];

    /// <summary>The fields of the status of a queue.</summary>
    public static IReadOnlyList<Field<ListenerStatus>> Status { get; } =
    [
        new("pending", one => one.Pending),
        new("delayed", one => one.Delayed),
        new("leased", one => one.Leased),
        new("parked", one => one.Parked) { Colour = one => one.Parked > 0 ? "olive" : null },
        new("silenced", one => one.Silenced),
        new("unread", one => one.Unread),
        new("oldest_at", one => one.OldestAt),
        new("attempts", one => one.Attempts),
        new("frontier", one => one.Frontier),
        new("head", one => one.Head),
        new("arrived_per_second", one => one.ArrivedPerSecond),
        new("delivered_per_second", one => one.DeliveredPerSecond),
        new("acknowledged_per_second", one => one.AcknowledgedPerSecond),
    ];

    private static string StateOf(ListenerLag one) => one switch
    {
        { Info.SuspendedSince: not null } => "suspended",
        { Info.PausedSince: not null } => "paused",
        { Pins: true } => "pins the log",
        _ => "active",
    };

    private static string? ColourOf(string state) => state switch { "suspended" => "red", "active" => null, _ => "olive" };
}
