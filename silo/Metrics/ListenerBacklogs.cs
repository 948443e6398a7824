using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Metrics;

/// <summary>
/// What lies before every listener, whether or not its queue is awake in some silo: read from the store again and again, so that who
/// fetches <c>/metrics</c> waits for no query, and no queue is woken. Every silo reads the same.
/// </summary>
/// <param name="store">Where it stands.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How often it is read.</param>
internal sealed class ListenerBacklogs(IStore store, TimeProvider time, MetricsOptions options)
{
    /// <summary>The pause is so many times as long as the reading took, at least: it never is more than a twentieth of a connection.</summary>
    private const int LeastRest = 19;

    private long _restsUntil;
    private volatile Dictionary<Guid, ListenerBacklog> _found = [];

    /// <summary>Those before which something lay at the last look, by uuid. May be read from any thread.</summary>
    public IReadOnlyDictionary<Guid, ListenerBacklog> Found => _found;

    /// <summary>Looks once. Not to be run twice at a time.</summary>
    /// <param name="cancellation">Ends it between two queries.</param>
    /// <returns>How long to pause until the next look.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        if (_restsUntil > began)
            return time.GetElapsedTime(began, _restsUntil);
        try
        {
            await LookAsync(cancellation);
        }
        catch
        {
            // One that takes too long must not be tried again and again.
            var now = time.GetTimestamp();
            _restsUntil = now + ((now - began) * LeastRest);
            throw;
        }

        var rest = time.GetElapsedTime(began) * LeastRest;
        return rest > options.BacklogInterval ? rest : options.BacklogInterval;
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, ListenerBacklog>();
        Guid? after = null;
        ImmutableArray<ListenerBacklog> page;
        do
        {
            page = await store.ReadBacklogsAsync(after, StoreLimits.MaxBatch, cancellation);
            foreach (var backlog in page)
                found[backlog.Definition.Uuid] = backlog;
            after = page.IsEmpty ? after : page[^1].Definition.Uuid;
        }
        while (page.Length == StoreLimits.MaxBatch);
        _found = found;
    }
}
