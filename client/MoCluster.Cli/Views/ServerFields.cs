using System.Globalization;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Views;

/// <summary>What is shown of a server, and of what it has.</summary>
internal static class ServerFields
{
    /// <summary>The fields of its health.</summary>
    public static IReadOnlyList<Field<ServerHealth>> Health { get; } =
    [
        new("ready", one => one.IsReady) { Colour = one => one.IsReady ? "green" : "red" },
        new("version", one => one.Version),
        new("says", one => one.Says),
    ];

    /// <summary>The fields of a namespace.</summary>
    public static IReadOnlyList<Field<NamespaceInfo>> Namespace { get; } =
    [
        new("name", one => one.Name) { Header = "NAMESPACE", CanShrink = true },
        new("public", one => one.IsPublic) { Header = "PUBLIC" },
        new("owner", one => one.Owner) { Header = "OWNER", Rank = 1 },
    ];

    /// <summary>The fields of a trigger.</summary>
    public static IReadOnlyList<Field<TriggerInfo>> Trigger { get; } =
    [
        new("name", one => one.Name) { Header = "TRIGGER", CanShrink = true },
        new("event_type", one => one.RunsBefore ? "ON_BEFORE" : "ON_AFTER") { Header = "RUNS", Text = (one, _) => one.RunsBefore ? "before" : "after" },
        new("role_types", one => one.RoleTypes) { Header = "TYPES", CanShrink = true },
        new("request_types", one => one.RequestTypes) { Header = "REQUESTS", CanShrink = true, Rank = 2 },
        new("calls", one => one.Calls) { Header = "CALLS", IsNumber = true },
        new("failures", one => one.Failures) { Header = "FAILURES", IsNumber = true, Colour = one => one.Failures > 0 ? "olive" : null },
        new("mean_ms", MeanOf) { Header = "MEAN", IsNumber = true, Rank = 3, Text = (one, _) => MeanOf(one) is double mean ? string.Create(CultureInfo.InvariantCulture, $"{mean:0.0}ms") : "" },
        new("waiting", one => one.IsStored ? one.Waiting : null) { Header = "WAITING", IsNumber = true, Rank = 1 },
        new("parked", one => one.IsStored ? one.Parked : null) { Header = "PARKED", IsNumber = true, Rank = 1, Colour = one => one.Parked > 0 ? "olive" : null },
        new("source", one => one.Source) { Header = "SOURCE", CanShrink = true, Rank = 4 },
        new("order", one => one.Order),
        new("id", one => one.Id),
        new("is_stored", one => one.IsStored),
        new("oldest_at", one => one.OldestAt),
        new("seconds", one => one.Took),
    ];

    /// <summary>The fields of a context; never its secrets.</summary>
    /// <param name="selected">The name of the selected context; null for none.</param>
    public static IReadOnlyList<Field<ServerContext>> Context(string? selected) =>
    [
        new("selected", one => one.Name == selected) { Header = "", Text = (one, _) => one.Name == selected ? "*" : "", Colour = _ => "green" },
        new("name", one => one.Name) { Header = "CONTEXT", CanShrink = true },
        new("server", one => one.Server) { Header = "SERVER", CanShrink = true },
        new("credentials", one => one.Credentials) { Header = "CREDENTIALS", CanShrink = true },
        new("token_endpoint", one => one.TokenEndpoint) { Header = "TOKEN ENDPOINT", CanShrink = true, Rank = 1 },
    ];

    private static object? MeanOf(TriggerInfo one) => one.Calls > 0 ? one.Took.TotalMilliseconds / one.Calls : null;
}
