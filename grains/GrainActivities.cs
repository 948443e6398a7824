using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains;

/// <summary>
/// The spans of the domain: mutations, triggers, commits, publications, doorbells and deliveries. A span is only begun as a part of one that
/// is recorded already: nothing here begins a trace. So while nobody traces, or the request was not sampled, they cost a look at a variable.
/// </summary>
public static class GrainActivities
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "MoCluster";

    /// <summary>To how many spans one span links at most, as OpenTelemetry's SDK has it.</summary>
    private const int MaxLinks = 128;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The recorded span that runs here; null for none.</summary>
    public static Activity? Current => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current : null;

    /// <summary>
    /// What an event carries as its cause: the recorded span that runs here, else the caller's own where that is recorded, though this
    /// process records nothing; null for neither.
    /// </summary>
    /// <param name="actor">On whose behalf the event comes about.</param>
    public static string? CauseOf(Actor actor) => Current is { } current ? TraceParent.Of(current.Context) : TraceParent.Of(actor.Trace);

    /// <summary>Begins a span within the one that runs here.</summary>
    /// <param name="name">Its name: one of few.</param>
    /// <param name="kind">What it is to others.</param>
    /// <returns>The span, which ends when it is disposed; null where none is recorded.</returns>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) =>
        Current is null ? null : Source.StartActivity(name, kind);

    /// <summary>Begins a span of what is done for several at once: within that of the first one, with links to those of the others.</summary>
    /// <typeparam name="T">What there are several of.</typeparam>
    /// <param name="name">Its name: one of few.</param>
    /// <param name="items">For whom it is done.</param>
    /// <param name="causeOf">The recorded span of each, as <see cref="Current"/> told it; null for none.</param>
    /// <returns>The span, which ends when it is disposed; null where none of them has one.</returns>
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
    /// Begins a span of what carries events on: within what caused the first of them of which that is known, with links to what caused others.
    /// </summary>
    /// <param name="name">Its name: one of few.</param>
    /// <param name="stream">The events' stream.</param>
    /// <param name="events">The events; default for none.</param>
    /// <returns>The span, which ends when it is disposed; null where of none the cause is known.</returns>
    public static Activity? StartFor(string name, StreamKey stream, ImmutableArray<EventRecord> events)
    {
        if (!Source.HasListeners() || events.IsDefaultOrEmpty)
            return null;
        var activity = Start(name, ActivityKind.Producer, CausesOf(events, static record => record));
        return activity?.IsAllDataRequested == true ? Describe(activity, stream, events.Length) : activity;
    }

    /// <summary>Says what was delivered in a span, and links it to what caused that: its consumer is no part of what caused it.</summary>
    /// <param name="activity">The span.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="deliveries">What was delivered.</param>
    public static void Delivered(Activity activity, StreamKey stream, ImmutableArray<Delivery> deliveries)
    {
        Describe(activity, stream, deliveries.Length);
        foreach (var cause in CausesOf(deliveries, static delivery => delivery.Event))
            activity.AddLink(new ActivityLink(cause));
    }

    /// <summary>Says in a span how something ended.</summary>
    /// <param name="activity">The span; null for none.</param>
    /// <param name="refusal">Why it was refused; null when it was done.</param>
    public static void Ended(Activity? activity, Refusal? refusal)
    {
        if (activity is null)
            return;
        activity.SetTag("mocluster.outcome", refusal?.Code ?? "ok");
        if (refusal is not null)
            activity.SetStatus(ActivityStatusCode.Error, refusal.Message);
    }

    /// <summary>What goes on from here is no part of the span that runs here: it is done for others too, or for longer.</summary>
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

    /// <summary>What caused events, each once.</summary>
    private static List<ActivityContext> CausesOf<T>(ImmutableArray<T> items, Func<T, EventRecord> eventOf)
    {
        var causes = new List<ActivityContext>();
        string? last = null;
        foreach (var item in items)
        {
            // Events of one cause mostly stand together.
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
