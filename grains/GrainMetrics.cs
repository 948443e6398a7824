using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Triggers;

namespace MoCluster.Grains;

/// <summary>
/// The metrics that the domain itself counts. The process decides whether anyone collects them; otherwise they cost nothing. No label holds a
/// subject, a person or a caller's text, except the names of listeners and streams.
/// </summary>
public static class GrainMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MoCluster";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Mutations = Meter.CreateHistogram(
        "mocluster.mutation.duration",
        "s",
        "Mutations of objects, from their arrival at the object to their answer, before and after triggers included. `outcome` is `ok` or the code of the refusal.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30, 90] });

    private static readonly Histogram<double> Triggers = Meter.CreateHistogram(
        "mocluster.trigger.duration",
        "s",
        "Calls of triggers, of modules and of HTTP endpoints. `outcome` is `ok` or `failed`; a before trigger that refuses has failed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 90] });

    private static readonly Histogram<double> Hooks = Meter.CreateHistogram(
        "mocluster.hook.duration",
        "s",
        "Calls of callbacks of hooks. `outcome` is `ok` or `failed`; a callback that refuses, or whose answer breaks the contract, has failed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 90] });

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "mocluster.amqp.messages", "{message}", "Messages to the broker. `outcome` is `ok` if the broker confirmed it, else `failed`; those are published again.");

    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>(
        "mocluster.listener.deliveries", "{event}", "Hand-outs of events, repeated ones included.");

    private static readonly Counter<long> Redeliveries = Meter.CreateCounter<long>(
        "mocluster.listener.redeliveries", "{event}", "Repeated hand-outs of events that were not acknowledged before.");

    private static readonly Counter<long> Acknowledgements = Meter.CreateCounter<long>(
        "mocluster.listener.acknowledgements", "{event}", "Acknowledgements that settled an event or ended a lease.");

    private static readonly Counter<long> Os2moAcknowledgements = Meter.CreateCounter<long>(
        "os2mo.event_acknowledged", "{event}", "Acknowledgements that settled an event or ended a lease. OS2mo's name.");

    private static readonly Counter<long> Os2moSent = Meter.CreateCounter<long>(
        "os2mo.event_sent", "{event}", "Events that this silo has committed, whether or not anybody listens. OS2mo's name.");

    private static readonly Counter<long> Nacked = Meter.CreateCounter<long>(
        "mocluster.listener.given_back", "{event}", "Hand-outs that the consumer nacked.");

    private static readonly Counter<long> Expired = Meter.CreateCounter<long>(
        "mocluster.listener.expired", "{event}", "Hand-outs whose lease ended without an acknowledgement.");

    private static readonly Counter<long> Parkings = Meter.CreateCounter<long>(
        "mocluster.listener.parkings", "{event}", "Entries that were parked, by a caller or because their attempts were used up.");

    private static readonly Counter<long> Superseded = Meter.CreateCounter<long>(
        "mocluster.group.superseded", "{commit}", "Commits of listener groups that were refused because another activation had taken over the group.");

    private static readonly Counter<long> DeliveryAttempts = Meter.CreateCounter<long>(
        "mocluster.delivery.attempts",
        "{attempt}",
        "Attempts to make a delivery of an after trigger. `outcome`: delivered, failed (another attempt follows), parked, out_of_reach (nothing was sent, and it does not count).");

    /// <summary>The labels of a listener's metrics.</summary>
    /// <param name="listener">The listener.</param>
    public static KeyValuePair<string, object?>[] LabelsOf(ListenerDefinition listener) =>
    [
        new("owner", listener.Owner.ToString("D")),
        new("user_key", listener.UserKey),
        new("namespace", listener.Stream.Namespace),
        new("routing_key", listener.Stream.RoutingKey),
    ];

    /// <summary>The labels of a listener's metrics under OS2mo's names.</summary>
    /// <param name="listener">The listener.</param>
    public static KeyValuePair<string, object?>[] Os2moLabelsOf(ListenerDefinition listener) =>
    [
        new("owner", listener.Owner.ToString("D")),
        new("user_key", listener.UserKey),
        new("ns", Os2moName(listener.Stream)),
        new("routing_key", listener.Stream.RoutingKey),
    ];

    /// <summary>Counts events that are committed.</summary>
    internal static void Sent(ImmutableArray<AppendedEvent> events)
    {
        if (!Os2moSent.Enabled)
            return;
        foreach (var appended in events)
            Os2moSent.Add(1, new("ns", Os2moName(appended.Stream)), new("routing_key", appended.Stream.RoutingKey));
    }

    private static string Os2moName(StreamKey stream) => stream.Namespace == StreamKey.NativeNamespace ? "mo" : stream.Namespace;

    internal static void Mutated(string type, MutationKind kind, string? refusal, TimeSpan took) => Mutations.Record(
        took.TotalSeconds, new("type", type), new("kind", kind.ToString().ToLowerInvariant()), new("outcome", refusal ?? "ok"));

    /// <summary>Counts a message to the broker.</summary>
    /// <param name="confirmed">Whether the broker confirmed it.</param>
    public static void MessagePublished(bool confirmed) => Messages.Add(1, new KeyValuePair<string, object?>("outcome", confirmed ? "ok" : "failed"));

    /// <summary>Counts a call of a trigger.</summary>
    /// <param name="trigger">The name of the trigger.</param>
    /// <param name="stage">The stage at which it ran.</param>
    /// <param name="failed">Whether it refused or failed.</param>
    /// <param name="took">How long the call took.</param>
    public static void TriggerRan(string trigger, TriggerStage stage, bool failed, TimeSpan took)
    {
        if (Triggers.Enabled)
        {
            Triggers.Record(
                took.TotalSeconds,
                new("trigger", trigger),
                new("event_type", TriggerSpelling.Name(stage.EventType)),
                new("outcome", failed ? "failed" : "ok"));
        }
    }

    /// <summary>A callback of a hook was called.</summary>
    internal static void HookCalled(HookName hook, string callback, bool failed, TimeSpan took)
    {
        if (Hooks.Enabled)
            Hooks.Record(took.TotalSeconds, new("hook", hook.ToString()), new("callback", callback), new("outcome", failed ? "failed" : "ok"));
    }

    internal static void GroupSuperseded() => Superseded.Add(1);

    /// <summary>Counts an attempt to make a delivery.</summary>
    internal static void Attempted(Guid registration, DeliveryChange? outcome) => DeliveryAttempts.Add(
        1,
        new("registration", registration.ToString("D")),
        new("outcome", outcome switch
        {
            DeliveryChange.Delivered => "delivered",
            DeliveryChange.Retried => "failed",
            DeliveryChange.Parked => "parked",
            _ => "out_of_reach",
        }));

    /// <summary>Counts what happened at a listener between two observations.</summary>
    internal static void Happened(ListenerDefinition listener, ListenerActivity? former, ListenerActivity activity)
    {
        if (!Deliveries.Enabled || former == activity)
            return;
        var labels = LabelsOf(listener);
        Add(Deliveries, activity.Delivered - (former?.Delivered ?? 0), labels);
        Add(Redeliveries, activity.Redelivered - (former?.Redelivered ?? 0), labels);
        Add(Acknowledgements, activity.Acknowledged - (former?.Acknowledged ?? 0), labels);
        Add(Os2moAcknowledgements, activity.Acknowledged - (former?.Acknowledged ?? 0), Os2moLabelsOf(listener));
        Add(Nacked, activity.Nacked - (former?.Nacked ?? 0), labels);
        Add(Expired, activity.Expired - (former?.Expired ?? 0), labels);
        Add(Parkings, activity.Parked - (former?.Parked ?? 0), labels);
    }

    /// <summary>Adds to a counter, even 0. A series that began with its first increase would hide that increase from queries of rates.</summary>
    private static void Add(Counter<long> counter, long more, KeyValuePair<string, object?>[] labels) => counter.Add(more, labels);
}
