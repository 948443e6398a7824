using MoCluster.Cli.Output;
using MoCluster.Cli.Texts;
using MoCluster.Client;
using Spectre.Console;

namespace MoCluster.Cli.Views;

/// <summary>What is shown of an event.</summary>
internal static class EventFields
{
    private const int DefaultPriority = 10_000;

    /// <summary>The fields, under the names of the server's <c>/v1</c>.</summary>
    public static IReadOnlyList<Field<MoEvent>> All { get; } =
    [
        new("uuid", one => one.Uuid),
        new("listener", one => one.Listener.Uuid),
        new("namespace", one => one.Listener.Info?.Namespace),
        new("routing_key", one => one.Listener.Info?.RoutingKey),
        new("subject", one => one.Subject),
        new("number", one => one.Number),
        new("priority", one => one.Priority),
        new("time", one => one.Time),
        new("key", one => one.Key),
        new("registration_id", one => one.RegistrationId),
        new("attempt", one => one.Attempt),
        new("leased_until", one => one.LeasedUntil),
        new("traceparent", one => one.TraceParent),
        new("token", one => one.Token),
    ];

    /// <summary>The line of an event that comes: when it was committed, its routing key, its number, its subject, and what is unusual about it.</summary>
    /// <param name="one">The event.</param>
    /// <param name="clock">Knows the present and the time zone.</param>
    public static string Line(MoEvent one, TimeProvider clock)
    {
        var unusual = string.Concat(
            one.Attempt > 1 ? $"  [olive]delivery {one.Attempt}[/]" : "",
            one.Priority != DefaultPriority ? $"  [grey]priority {one.Priority}[/]" : "");
        return $"[grey]{InstantText.Write(one.Time, clock)}[/]  [teal]{Escape(one.Listener.Info?.RoutingKey ?? "")}[/]  [grey]#{one.Number}[/]  {Escape(one.Subject)}{unusual}";
    }

    private static string Escape(string text) => Markup.Escape(FieldText.Printable(text));
}
