using System.Diagnostics;

namespace MoCluster.Silo.Telemetry;

/// <summary>
/// Runs Orleans' own call filters for calls within a recorded trace only. These filters start a span for each call and pass the trace on;
/// outside of a recorded trace they would allocate a span object for every grain call and discard it.
/// </summary>
internal static class RecordedCallFilter
{
    /// <summary>The key under which Orleans' filters pass a trace on.</summary>
    private const string TraceParentKey = "traceparent";

    private const string TraceStateKey = "tracestate";

    /// <summary>Passes a recorded trace on with grain calls, within a silo and between silos. Add it only if traces are exported.</summary>
    /// <param name="silo">The builder of the silo.</param>
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
            ?? throw new InvalidOperationException($"Orleans does not register its {typeof(T).Name} for traces by type; RecordedCallFilter must follow the new way.");
        return ServiceDescriptor.Singleton(services => wrap((T)ActivatorUtilities.CreateInstance(services, type)));
    }

    private sealed class Outgoing(IOutgoingGrainCallFilter inner) : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (Activity.Current is { Recorded: true })
                return inner.Invoke(context);

            // The request context may still hold the trace of an earlier call that has ended.
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
