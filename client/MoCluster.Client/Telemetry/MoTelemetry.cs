using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MoCluster.Client.Telemetry;

/// <summary>
/// The spans and metrics of the client, under the name <c>MoCluster.Client</c>, by OpenTelemetry's conventions for messaging. Nothing is measured while
/// nobody listens.
/// </summary>
internal static class MoTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "MoCluster.Client";

    private const string System = "mocluster";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_sent = s_meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Events that were sent.");
    private static readonly Counter<long> s_received = s_meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Events that were received.");
    private static readonly Counter<long> s_settled = s_meter.CreateCounter<long>("mocluster.client.settled.messages", "{message}", "Events that were settled.");
    private static readonly Counter<long> s_interrupted = s_meter.CreateCounter<long>("mocluster.client.interruptions", "{interruption}", "Streams that were opened again.");

    private static readonly Histogram<double> s_duration =
        s_meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "How long calls took, with all their attempts.");

    /// <summary>Starts the span of a call that sends events. Its trace goes on in the events.</summary>
    public static Activity? StartSend(string namespaceName, IReadOnlyList<OutgoingEvent> outgoing)
    {
        var activity = s_source.StartActivity($"send {namespaceName}", ActivityKind.Producer);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("messaging.system", System).SetTag("messaging.operation.name", "send").SetTag("messaging.operation.type", "send");
            activity.SetTag("messaging.destination.name", namespaceName).SetTag("messaging.batch.message_count", outgoing.Count);
        }

        return activity;
    }

    /// <summary>Starts the span of processing an event, linked to the span that caused the event.</summary>
    public static Activity? StartProcess(MoEvent processed)
    {
        if (!s_source.HasListeners())
            return null;
        var destination = DestinationOf(processed.Listener);
        ActivityLink[] links = ActivityContext.TryParse(processed.TraceParent, null, isRemote: true, out var cause) ? [new ActivityLink(cause)] : [];
        var activity = s_source.StartActivity($"process {destination}", ActivityKind.Consumer, parentContext: default, links: links);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("messaging.system", System).SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process");
            activity.SetTag("messaging.destination.name", destination).SetTag("messaging.message.id", processed.Uuid);
            activity.SetTag("mocluster.listener", processed.Listener.Uuid).SetTag("mocluster.attempt", processed.Attempt);
        }

        return activity;
    }

    public static void Sent(string namespaceName, int count, TimeSpan took, string? error)
    {
        var tags = new TagList { { "messaging.system", System }, { "messaging.operation.name", "send" }, { "messaging.destination.name", namespaceName } };
        if (error is not null)
            tags.Add("error.type", error);
        if (error is null)
            s_sent.Add(count, tags);
        s_duration.Record(took.TotalSeconds, tags);
    }

    public static void Received(MoListener listener, int count)
    {
        if (s_received.Enabled)
            s_received.Add(count, TagsOf(listener, "receive"));
    }

    public static void Settled(string verb, int count, MoListener? listener)
    {
        if (s_settled.Enabled)
            s_settled.Add(count, TagsOf(listener, verb));
    }

    public static void Interrupted(MoListener listener, string error)
    {
        if (!s_interrupted.Enabled)
            return;
        var tags = TagsOf(listener, "receive");
        tags.Add("error.type", error);
        s_interrupted.Add(1, tags);
    }

    private static TagList TagsOf(MoListener? listener, string operation)
    {
        var tags = new TagList { { "messaging.system", System }, { "messaging.operation.name", operation } };
        if (listener is not null)
            tags.Add("messaging.destination.name", DestinationOf(listener));
        return tags;
    }

    private static string DestinationOf(MoListener listener) =>
        listener.Info is { } info ? $"{info.Namespace}/{info.RoutingKey}" : listener.Uuid.ToString("D");
}
