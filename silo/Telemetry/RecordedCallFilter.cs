using System.Diagnostics;

namespace MoCluster.Silo.Telemetry;

/// <summary>
/// Orleans' own filters of calls, which begin a span a call and hand it on, for calls within a recorded trace alone: outside of one they would
/// make a span object for every call of every grain, to be thrown away.
/// </summary>
internal static class RecordedCallFilter
{
    /// <summary>Under which name Orleans' filters hand a trace on.</summary>
    private const string TraceParentKey = "traceparent";

    private const string TraceStateKey = "tracestate";

    /// <summary>Lets a recorded trace go along with the calls of grains, within the silo and from one to another, if traces are exported.</summary>
    /// <param name="silo">The silo.</param>
    public static void AddTracePropagation(this ISiloBuilder silo)
    {
        if (!TelemetrySettings.Read(silo.Configuration).Traces)
            return;
        var before = silo.Services.Count;
        silo.AddActivityPropagation();
        for (var i = before; i < silo.Services.Count; i++)
        {
            var added = silo.Services[i];
            if (added.ServiceType == typeof(IOutgoingGrainCallFilter))
                silo.Services[i] = Instead<IOutgoingGrainCallFilter>(added, inner => new Outgoing(inner));
            else if (added.ServiceType == typeof(IIncomingGrainCallFilter))
                silo.Services[i] = Instead<IIncomingGrainCallFilter>(added, inner => new Incoming(inner));
        }
    }

    private static ServiceDescriptor Instead<T>(ServiceDescriptor filter, Func<T, T> wrap)
        where T : class
    {
        var type = filter.ImplementationType
            ?? throw new InvalidOperationException($"Orleans adds its {typeof(T).Name} of traces in another way than by its type.");
        return ServiceDescriptor.Singleton(services => wrap((T)ActivatorUtilities.CreateInstance(services, type)));
    }

    private sealed class Outgoing(IOutgoingGrainCallFilter inner) : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (Activity.Current is { Recorded: true })
                return inner.Invoke(context);

            // What this grain was called with may still be here, where its span is no longer.
            if (RequestContext.Get(TraceParentKey) is not null)
            {
                RequestContext.Remove(TraceParentKey);
                RequestContext.Remove(TraceStateKey);
            }

            return context.Invoke();
        }
    }

    private sealed class Incoming(IIncomingGrainCallFilter inner) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            RequestContext.Get(TraceParentKey) is null ? context.Invoke() : inner.Invoke(context);
    }
}
