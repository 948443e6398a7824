using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains;

/// <summary>
/// The trace spans of the domain: mutations, triggers, commits, publications, doorbells and deliveries. A span starts only within one that is
/// recorded already; nothing here starts a trace. So without tracing, or when the request was not sampled, a span costs one read of a variable.
/// </summary>
public static class GrainActivities
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "MoCluster";

    /// <summary>The most links of one span, as in OpenTelemetry's SDK.</summary>
    private const int MaxLinks = 128;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The current span if it is recorded; null otherwise.</summary>
    public static Activity? Current => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current : null;

    /// <summary>
    /// The trace parent that an event carries as its cause: the current recorded span, else the caller's recorded span, which may come from a
    /// process that traces while this one does not; null when there is neither.
    /// </summary>
    /// <param name="actor">The caller who causes the event.</param>
    public static string? CauseOf(Actor actor) => Current is { } current ? TraceParent.Of(current.Context) : TraceParent.Of(actor.Trace);

    /// <summary>Starts a span within the current one.</summary>
    /// <param name="name">The span's name, one of a small fixed set.</param>
    /// <param name="kind">The kind of span.</param>
    /// <returns>The span, which ends when it is disposed; null when no span is recorded.</returns>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) =>
        Current is null ? null : Source.StartActivity(name, kind);

    /// <summary>Starts a span for work that serves several callers: within the span of the first, with links to the spans of the others.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="name">The span's name, one of a small fixed set.</param>
    /// <param name="items">One item for each caller.</param>
    /// <param name="causeOf">Returns an item's span, which <see cref="Current"/> gave when it came; null when it has none.</param>
    /// <returns>The span, which ends when it is disposed; null when no item has a span.</returns>
    public static Activity? StartShared<T>(string name, IReadOnlyList<T> items, Func<T, Activity?> causeOf)
    {
        if (!Source.HasListeners())
            return null;
        var causes = new List<ActivityContext>();
        for (var i = 0; i < items.Count && causes.Count <= MaxLinks; i++)
        {
            if (causeOf(items[i]) is { } cause)
                causes.Add(cause.Context);
        }

        return Start(name, ActivityKind.Internal, causes);
    }

    /// <summary>
    /// Starts a span for passing on events: within the span that caused the first event with a known cause, with links to the causes of the
    /// others.
    /// </summary>
    /// <param name="name">The span's name, one of a small fixed set.</param>
    /// <param name="stream">The events' stream.</param>
    /// <param name="events">The events; default for none.</param>
    /// <returns>The span, which ends when it is disposed; null when no event has a known cause.</returns>
    public static Activity? StartFor(string name, StreamKey stream, ImmutableArray<EventRecord> events)
    {
        if (!Source.HasListeners() || events.IsDefaultOrEmpty)
            return null;
        var activity = Start(name, ActivityKind.Producer, CausesOf(events, static record => record));
        return activity?.IsAllDataRequested == true ? Describe(activity, stream, events.Length) : activity;
    }

    /// <summary>
    /// Describes deliveries in a span, and links the span to the causes of their events. A link is right, since the consumer's trace is not part
    /// of the trace that caused the events.
    /// </summary>
    /// <param name="activity">The span.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="deliveries">The deliveries.</param>
    public static void Delivered(Activity activity, StreamKey stream, ImmutableArray<Delivery> deliveries)
    {
        Describe(activity, stream, deliveries.Length);
        foreach (var cause in CausesOf(deliveries, static delivery => delivery.Event))
            activity.AddLink(new ActivityLink(cause));
    }

    /// <summary>Records in a span how its work ended.</summary>
    /// <param name="activity">The span; null for none.</param>
    /// <param name="refusal">The refusal; null when the work was done.</param>
    public static void Ended(Activity? activity, Refusal? refusal)
    {
        if (activity is null)
            return;
        activity.SetTag("mocluster.outcome", refusal?.Code ?? "ok");
        if (refusal is not null)
            activity.SetStatus(ActivityStatusCode.Error, refusal.Message);
    }

    /// <summary>Leaves the current span, before work that serves other callers too, or that outlasts the call.</summary>
    public static void Leave()
    {
        if (Activity.Current is not null)
            Activity.Current = null;
    }

    private static Activity? Start(string name, ActivityKind kind, List<ActivityContext> causes) => causes.Count == 0
        ? null
        : Source.StartActivity(name, kind, causes[0], links: causes.Skip(1).Select(cause => new ActivityLink(cause)));

    private static Activity Describe(Activity activity, StreamKey stream, int count) => activity
        .SetTag("messaging.system", "mocluster")
        .SetTag("messaging.destination.name", stream.ToString())
        .SetTag("messaging.batch.message_count", count);

    /// <summary>The causes of events, each once.</summary>
    private static List<ActivityContext> CausesOf<T>(ImmutableArray<T> items, Func<T, EventRecord> eventOf)
    {
        var causes = new List<ActivityContext>();
        string? last = null;
        foreach (var item in items)
        {
            // Events of one cause are mostly next to each other.
            if (eventOf(item).TraceParent is not { } cause || cause == last)
                continue;
            last = cause;
            var span = TraceParent.SpanOf(cause);
            if (!causes.Contains(span))
                causes.Add(span);
            if (causes.Count == MaxLinks)
                break;
        }

        return causes;
    }
}
